import { testTiles } from './against-reference';

/**
 * The tests of all ops again, with products in the tiles that real GPUs begin with. Most tests run on
 * software adapters, which use other tiles.
 */
testTiles('staged');
await import('./ops.test');
await import('./gradients.test');
