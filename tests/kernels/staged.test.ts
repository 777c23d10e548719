import { testTiles } from './against-reference';

/**
 * The tests of all ops once more, with products in the tiles that real GPUs begin with: software
 * adapters, on which most tests run, compute in others.
 */
testTiles('staged');
await import('./ops.test');
await import('./gradients.test');
