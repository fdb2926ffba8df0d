import { chunkFolder } from './publicPath';

it.each([
  ['https://g.example/public/plugins/oss-x-panel/', 'https://g.example/public/plugins/oss-x-app/'],
  [
    'https://g.example/oss-x-panel/public/plugins/oss-x-panel/',
    'https://g.example/oss-x-panel/public/plugins/oss-x-app/',
  ],
  [
    'https://cdn.example/oss-x-app/1.0.0/public/plugins/oss-x-app/panel/',
    'https://cdn.example/oss-x-app/1.0.0/public/plugins/oss-x-app/',
  ],
  ['public/plugins/oss-x-app/', 'public/plugins/oss-x-app/'],
])('a panel loaded from %s finds its chunks in %s', (panelFolder, expected) => {
  expect(chunkFolder(panelFolder, 'oss-x-panel', 'oss-x-app')).toBe(expected);
});
