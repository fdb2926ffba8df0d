import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/**
 * GET /metrics in Prometheus' format: the process's own figures, how long each route took by its status, and what the
 * store says of itself.
 */
export function registerMetrics(app: FastifyInstance, stats?: () => Promise<object>): void {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const durations = new Histogram({
    name: 'service_profiles_request_duration_seconds',
    help: 'Time until an answer was sent, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.01, 0.1, 1, 10],
    registers: [register],
  });
  const gauges = new Map<string, Gauge>();
  app.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
    // Not the path itself: anybody could make as many series as there are paths.
    durations.observe({ method, route: routeOptions.url ?? 'page', status: statusCode }, elapsedTime / 1000);
  });
  app.get('/metrics', async (_, reply) => {
    for (const [name, value] of Object.entries<number>({ ...(await stats?.()) })) {
      const full = `service_profiles_store_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
      const gauge = gauges.get(full) ?? new Gauge({ name: full, help: `The store's ${name}.`, registers: [register] });
      gauges.set(full, gauge);
      gauge.set(value);
    }
    return reply.header('content-type', register.contentType).send(await register.metrics());
  });
}
