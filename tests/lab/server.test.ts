import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandOf } from '../../lab/command.ts';
import { members, pss, threads } from '../../lab/proc.ts';
import { sampler } from '../../lab/sampler.ts';
import { serve } from '../../lab/server.ts';
import type { ServerSetup } from '../../lab/setup.ts';
import type { ServerSpec } from '../../src/model/servers/index.ts';

// any interpreter will do to start and stop one
const python = process.execPath;
const listens = (port: number, more = '') =>
  `require('http').createServer((_, reply) => reply.end()).listen(${port}, '127.0.0.1'); ${more}`;

describe.skipIf(process.platform !== 'linux')('a server of the lab', () => {
  it('is up when it answers, and gone with its whole group when it is stopped', async () => {
    const child = `require('child_process').spawn('sleep', ['60'])`;
    const server = await serve({ python, words: (port) => ['-e', listens(port, child)], name: 'a server' });
    expect(members(server.group).length).toBe(2);
    await server.stop();
    expect(members(server.group)).toEqual([]);
  });

  it('that ends instead of coming up is told with the last lines of its log', async () => {
    const words = () => [
      '-e',
      `for (let n = 0; n < 40; n += 1) console.log('line ' + n); console.error('no module named flask'); process.exit(3)`,
    ];
    const failed = serve({ python, words, name: 'standard/sync-1' }).catch((error: Error) => error.message);
    const text = String(await failed);
    expect(text).toContain('standard/sync-1 does not come up: it has ended with 3');
    expect(text).toMatch(/ {2}\| line 39\n {2}\| no module named flask$/);
    expect(text).not.toContain('line 20');
  });

  it('is sampled: memory and threads of every process, and the time of all', async () => {
    const busy = `const end = Date.now() + 150; while (Date.now() < end); setInterval(() => { const end = Date.now() + 5; while (Date.now() < end); }, 10);`;
    const server = await serve({ python, words: (port) => ['-e', listens(port)], name: 'idle' });
    const [pid = 0] = members(server.group);
    expect(pss(pid)).toBeGreaterThan(1000);
    expect(threads(pid)).toBeGreaterThan(1);
    const idle = sampler(server.group, [], 2);
    await sleep(100);
    const { samples, others } = idle.stop();
    await server.stop();
    expect(samples.pss.map((row) => row.length)).toEqual([1, 1]);
    expect(others).toBeLessThanOrEqual(1);

    const working = spawn(python, ['-e', busy], { detached: true });
    await sleep(50);
    const work = sampler(working.pid ?? 0, [], 2);
    await sleep(300);
    expect(work.stop().samples.cpu.at(-1)).toBeGreaterThan(10);
    working.kill('SIGKILL');
  });
});

describe.skipIf(process.platform !== 'linux')('Ctrl-C', () => {
  it('ends every process that was started', async () => {
    const url = pathToFileURL('.build/lab/lab/processes.js').href;
    const script = `
      import { spawn } from 'node:child_process';
      import { keep, stopEverythingAtTheEnd } from '${url}';
      stopEverythingAtTheEnd();
      const child = spawn('sh', ['-c', 'sleep 61 & sleep 61'], { detached: true, stdio: 'ignore' });
      keep(child);
      console.log(child.pid);
      setInterval(() => {}, 1000);`;
    const lab = spawn(process.execPath, ['--input-type=module', '-e', script]);
    const group = await new Promise<number>((resolve) => lab.stdout.once('data', (text) => resolve(Number(text))));
    while (members(group).length < 3) await sleep(20);
    const left = new Promise((resolve) => lab.once('exit', resolve));
    lab.kill('SIGINT');
    expect(await left).toBe(130);
    for (let n = 0; n < 100 && members(group).length > 0; n += 1) await sleep(20);
    expect(members(group)).toEqual([]);
  });
});

describe('the command of a server', () => {
  const command = (program: ServerSetup['program'], server: ServerSpec, options: readonly string[] = []) =>
    commandOf(
      { kind: 'server', program, app: 'a:app', options, scenario: { name: 'a', title: 'a', figures: {}, server } },
      8001,
    ).join(' ');

  it('says what the server’s description says', () => {
    expect(command('gunicorn', { kind: 'sync' })).toBe('-m gunicorn --bind 127.0.0.1:8001 --workers 1 a:app');
    expect(command('gunicorn', { kind: 'gthread', threads: 8, workers: 2, connections: 8, timeout: 3000 })).toBe(
      '-m gunicorn --bind 127.0.0.1:8001 --workers 2 --threads 8 --worker-connections 8 --timeout 3 a:app',
    );
    expect(command('gunicorn', { kind: 'gevent', grace: 5000 })).toContain('-k gevent --graceful-timeout 5');
    expect(command('gunicorn', { kind: 'asgi', supervisor: 'gunicorn' })).toContain('-k asgi --asgi-loop asyncio');
    expect(command('gunicorn', { kind: 'asgi', supervisor: 'uvicornWorker' })).toContain(
      '-k uvicorn.workers.UvicornWorker',
    );
    expect(command('uvicorn', { kind: 'fastapi', workers: 2, concurrencyLimit: 3 }, ['--http', 'h11'])).toBe(
      '-m uvicorn --port 8001 --loop asyncio --no-access-log --workers 2 --limit-concurrency 3 --http h11 a:app',
    );
    expect(command('hypercorn', { kind: 'asgi' })).toBe('-m hypercorn --bind 127.0.0.1:8001 --workers 1 a:app');
    expect(command('granian', { kind: 'asgi' })).toContain('-m granian --interface asgi');
    expect(command('tornado', { kind: 'tornado' })).toBe('-m serve_tornado a:app 8001');
  });
});
