import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { searchCatalog, stockCatalog } from './catalog';
import { OrderBook } from './orders';
import { PageCache, renderPage } from './pages';
import { salesReport } from './report';

const PRODUCTS = 900;
const SEARCH_RESULTS = 150;
const EVICT_EVERY_MS = 10_000;

/** The shop: `GET /search?q=`, `POST /orders`, `GET /report`. */
export function createCheckoutServer(): Server {
  const catalog = stockCatalog(PRODUCTS);
  const orders = new OrderBook(catalog);
  const pages = new PageCache();
  setInterval(() => pages.evictStalePages(), EVICT_EVERY_MS).unref();

  function handleSearch(url: URL, response: ServerResponse): void {
    const text = url.searchParams.get('q') ?? '';
    const page = pages.get(text, () => renderPage(text, searchCatalog(catalog, text, SEARCH_RESULTS)));
    response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' }).end(page.gzipped);
  }

  async function handleOrder(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const order = orders.placeOrder(await readBody(request));
    sendJson(response, 201, order);
  }

  function handleReport(response: ServerResponse): void {
    sendJson(response, 200, salesReport(orders.latest()));
  }

  async function handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://checkout');
    if (url.pathname === '/search') {
      handleSearch(url, response);
    } else if (url.pathname === '/orders') {
      await handleOrder(request, response);
    } else if (url.pathname === '/report') {
      handleReport(response);
    } else {
      sendJson(response, 404, { error: 'no such page' });
    }
  }

  return createServer((request, response) => {
    handleRequest(request, response).catch((error: unknown) => sendJson(response, 400, { error: String(error) }));
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}
