import { profileByLabel } from '../byLabel';
import { writeFolded } from '../export/folded';
import type { Profile } from '../model';
import { folded } from '../testing/drawn';
import { inFiles, placesFor, type Place } from '../testing/placed';
import { applyTransforms } from '../testing/merged';
import { nameAt, packageAt } from './nameAt';
import { shownText } from './readName';

const read = ({ frames }: Profile, name: string) => nameAt(frames, frames.names.indexOf(name));

it('shows a package and a label’s value as they are named, whatever function their name looks like', () => {
  const functions = folded('com/example/shop/Cart.total;Microsoft.AspNetCore.Session!SessionMiddleware.Invoke 3');
  const packages = applyTransforms(functions, [{ kind: 'packages' }]);
  const [shop, session] = ['com.example.shop', 'Microsoft.AspNetCore.Session'];
  const [pod, others] = ['pod = shop-7d9.example.com', 'others'];
  const labels = profileByLabel(functions, [{ name: pod, profile: functions }], others);
  for (const [profile, name] of [
    [packages, shop],
    [packages, session],
    [labels, pod],
  ] as const) {
    const shown = read(profile, name);
    expect([shown.label, shown.package, shownText(shown)]).toEqual([name, name, name]);
  }
  expect(read(folded('com.example.shop 1'), shop).package).toBe('com');
});

it.each([
  ['(anonymous:L#42:C#16)', ['./node_modules/express/lib/router/layer.js'], 'express'],
  ['Layer.handle', ['./node_modules/express/lib/router/layer.js'], 'express'],
  ['_wait_for_tstate_lock', ['/usr/lib/python3.11/threading.py'], 'threading'],
  ['Cart.total', ['/srv/shop/cart.py'], '/srv/shop'],
  ['parse_order', ['/srv/shop/src/orders.c', '/srv/shop/src/orders.h'], '/srv/shop/src'],
  ['init', ['/srv/shop/a.c', '/usr/include/x.h'], ''],
  ['malloc', [], ''],
  ['net/http.(*conn).serve', ['/srv/patched/server.go'], 'net/http'],
  ['main.main', ['/srv/shop/main.go'], 'main'],
])('knows the package of %s in %j', (name, files, expected) => {
  const { frames } = folded(`${name} 1`);
  const places = placesFor(frames.names, { [name]: files.map((file): Place => [file, 1]) });
  expect(packageAt({ ...frames, places }, 1)).toBe(expected);
});

it('groups by the package of the file what has none in its name', () => {
  const profile = inFiles(folded('run;handle;dumps;default 3'), {
    run: '/usr/lib/python3.11/threading.py',
    handle: '/srv/shop/views.py',
    dumps: '/usr/lib/python3.11/json/__init__.py',
    default: '/usr/lib/python3.11/json/encoder.py',
  });
  expect(writeFolded(applyTransforms(profile, [{ kind: 'packages' }]))).toEqual(['threading;/srv/shop;json 3\n']);
});
