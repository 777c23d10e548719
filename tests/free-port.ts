import { spawnSync } from 'node:child_process';

const ASK =
  "const s=require('net').createServer().listen(0,'127.0.0.1',()=>{console.log(s.address().port);s.close()})";

/**
 * A free TCP port of this machine. The first call asks the system and stores the port in
 * `HRM_TEST_PORT`, because every process of a Playwright run reads the configuration again, and all
 * processes must use the same server.
 */
export function freePort(): number {
  process.env.HRM_TEST_PORT ??= spawnSync(process.execPath, ['-e', ASK], {
    encoding: 'utf8',
  }).stdout.trim();
  return Number(process.env.HRM_TEST_PORT);
}
