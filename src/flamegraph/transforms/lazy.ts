// What one `import()` loads.
export { isPrepared, prepare, stepTo, transformedPicture } from './apply';
export { TransformBar } from './TransformBar';
export { TransformItems } from './TransformItems';
