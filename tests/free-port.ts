import { spawnSync } from 'node:child_process';

const ASK =
  "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})";

/**
 * A TCP port of this machine that nothing listens on. The first caller asks the system; the answer is
 * kept in `HRM_TEST_PORT`, because every process of a Playwright run reads the configuration again
 * and all must name the same server.
 */
export function freePort(): number {
  process.env.HRM_TEST_PORT ??= spawnSync(process.execPath, ['-e', ASK], {
    encoding: 'utf8',
  }).stdout.trim();
  return Number(process.env.HRM_TEST_PORT);
}
