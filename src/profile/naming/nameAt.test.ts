import { profileByLabel } from '../byLabel';
import type { Profile } from '../model';
import { folded } from '../testing/drawn';
import { applyTransforms } from '../testing/merged';
import { nameAt } from './nameAt';
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
