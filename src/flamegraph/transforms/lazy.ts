// What one `import()` loads.
export { isPrepared, pictureInSteps, prepare, stepTo } from './apply';
export { TransformBar } from './TransformBar';
export { TransformItems } from './TransformItems';
