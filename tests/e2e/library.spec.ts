import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

/** The packed library, installed into an empty folder, runs the examples of its guide. */
const run = promisify(execFile);
let folder: string;
let server: Server;
let address: string;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = await mkdtemp(join(tmpdir(), 'hrm-library-'));
  await run('npm', ['run', '-s', 'build:lib']);
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder]);
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  const packed = `./hrm-playground-${version}.tgz`;
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', packed], { cwd: folder });
  server = createServer((request, response) => {
    const path = join(folder, new URL(request.url!, 'http://localhost').pathname);
    readFile(path).then(
      (bytes) => {
        const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
        response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
        response.setHeader('access-control-allow-origin', '*');
        response.end(bytes);
      },
      () => {
        response.statusCode = 404;
        response.end();
      },
    );
  });
  address = `http://127.0.0.1:${await listen(server)}/`;
});

async function listen(on: Server): Promise<number> {
  await new Promise<void>((resolve) => on.listen(0, '127.0.0.1', resolve));
  return (on.address() as AddressInfo).port;
}

test.afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** The first code block under a heading of the guide. */
async function example(heading: string): Promise<string> {
  const guide = await readFile('docs/library.md', 'utf8');
  const [, section] = guide.split(`## ${heading}\n`);
  return /```\w+\n([\s\S]*?)```/.exec(section!)![1]!;
}

test('a plain page opens a shipped model and thinks', async ({ page }) => {
  await writeFile(join(folder, 'index.html'), await example('In a page'));
  await page.goto(`${address}index.html`);
  await expect(page.locator('#word')).toHaveText(/After segment \d+ it is \d+ % sure, and right\./);
});

test('a notebook on another site measures a model', async ({ page }) => {
  const notebook = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<title>Notebook</title>');
  });
  const port = await listen(notebook);
  await page.goto(`http://127.0.0.1:${port}/`);
  const cell = (await example('In a notebook')).replace(
    'https://example.org/hrm-playground/',
    `${address}node_modules/hrm-playground/`,
  );
  const figures = await page.evaluate<{ solved: number[]; after: number }>(
    `(async () => { ${cell} })()`,
  );
  expect(figures.solved).toHaveLength(2);
  expect(figures.solved[1]).toBeGreaterThan(0);
  expect(figures.after).toBeGreaterThanOrEqual(1);
  notebook.close();
});

test('Node trains a model and saves it, and the package contains the command line', async () => {
  await writeFile(join(folder, 'teach.js'), await example('In Node'));
  const { stdout } = await run('node', ['teach.js'], { cwd: folder });
  expect(stdout).toMatch(/step 20: loss [\d.]+\nstep 40: loss [\d.]+\nsolved [\d.]+ of what/);
  expect((await stat(join(folder, 'taught/model.safetensors'))).size).toBeGreaterThan(10_000);
  const model = 'node_modules/hrm-playground/models/arc';
  const command = ['hrm', 'eval', '--model', model, '--known', '--limit-tasks', '2'];
  const eval_ = await run('npx', ['--offline', ...command, '--segments', '1', '--json'], {
    cwd: folder,
  });
  expect(JSON.parse(eval_.stdout)).toMatchObject({ count: 2 });
});
