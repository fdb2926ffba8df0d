import { type PyroscopeDataSource } from './dataSources';
import { fetchNamespaces } from './namespaces';

const RANGE = { from: 1, to: 2 };
const LABELS = ['namespace', 'service_namespace', 'k8s.namespace.name'];

/** Answers by label and selector; a label that is not listed has no values. */
function dataSource(values: Record<string, string[] | Error>): PyroscopeDataSource {
  const getResource = async (_: string, { label, query }: Record<string, string>) => {
    const answer = values[query.includes('=""') ? query : label] ?? [];
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  };
  return { uid: 'p', getResource } as unknown as PyroscopeDataSource;
}
const find = (values: Record<string, string[] | Error>) =>
  fetchNamespaces(dataSource(values), { service: 'cart', labels: LABELS, range: RANGE });

describe('the namespaces of a service', () => {
  it('are those of the first label that has values', async () => {
    expect(await find({ service_namespace: ['shop'], 'k8s.namespace.name': ['cluster'] })).toEqual({
      label: 'service_namespace',
      names: ['shop'],
      without: false,
      failed: [],
    });
  });

  it('leave profiles without the label in sight', async () => {
    const found = await find({ namespace: ['prod'], '{service_name="cart", namespace=""}': ['cart'] });
    expect(found).toMatchObject({ label: 'namespace', names: ['prod'], without: true });
  });

  it('are none where no profile has any of the labels', async () => {
    expect(await find({ namespace: [''] })).toEqual({ label: undefined, names: [], without: true, failed: [] });
  });

  it('are known although one label cannot be asked about, which is said', async () => {
    const error = new Error('boom');
    expect(await find({ namespace: error, service_namespace: ['shop'] })).toMatchObject({
      label: 'service_namespace',
      names: ['shop'],
      failed: [{ label: 'namespace', error }],
    });
  });

  it('are known although it cannot be asked whether some profiles have none, which is said and may be', async () => {
    const error = new Error('boom');
    expect(await find({ namespace: ['prod'], '{service_name="cart", namespace=""}': error })).toEqual({
      label: 'namespace',
      names: ['prod'],
      without: true,
      failed: [{ label: 'namespace', error }],
    });
  });

  it('are not known where the label that failed may be the one', async () => {
    await expect(find({ namespace: new Error('boom') })).rejects.toThrow('boom');
  });
});
