import { ensureBrowser } from './browser';

/** First step of `npm test`: reports a missing browser once and clearly, before anything runs. */
try {
  console.error(`Testing in ${ensureBrowser()}`);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
