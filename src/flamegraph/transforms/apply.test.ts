import { compareProfiles } from '../../profile/comparison/compare';
import { writeFolded } from '../../profile/export/folded';
import type { Profile } from '../../profile/model';
import { drained } from '../../profile/steps';
import { folded } from '../../profile/testing/drawn';
import { inFiles } from '../../profile/testing/placed';
import { pictureInSteps } from './apply';

const FILES = {
  handle: '/srv/shop/views.py',
  total: '/srv/shop/cart.py',
  wsgi_app: '/usr/lib/python3.11/site-packages/flask/app.py',
  dumps: '/usr/lib/python3.11/json/__init__.py',
};

/** The stacks of what is own code. */
const own = (profile: Profile) =>
  writeFolded(drained(pictureInSteps(profile, [{ kind: 'own' }], undefined, undefined)).profile);

it('has a comparison’s own code by the files of both sides, as each side alone', () => {
  const before = inFiles(folded('wsgi_app;handle;dumps 4'), FILES);
  const after = inFiles(folded('wsgi_app;handle;total;dumps 6\nwsgi_app;handle;dumps 1'), FILES);
  expect([own(before), own(after)]).toEqual([['handle 4\n'], ['handle 1\n', 'handle;total 6\n']]);
  const side = (profile: Profile) => ({ profile, samples: undefined, factor: 1 });
  expect(own(compareProfiles(side(before), side(after), 'larger'))).toEqual(['handle 4\n', 'handle;total 6\n']);
});
