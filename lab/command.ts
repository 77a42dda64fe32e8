import type { ServerSpec } from '../src/model/servers/index.ts';
import type { ServerSetup } from './setup.ts';

/**
 * The words of the command that starts a setup's server on a port, after the name of the interpreter: the server's
 * description says all that it can say, and what it does not say is the program's own default. But the loop: it is asyncio's, which
 * the simulator models, also where uvloop is installed.
 */
export function commandOf({ program, app, options = [], scenario }: ServerSetup, port: number): readonly string[] {
  const { server } = scenario;
  const { workers = 1 } = server;
  const count = String(workers);
  const at = `127.0.0.1:${port}`;
  switch (program) {
    case 'gunicorn':
      return ['-m', 'gunicorn', '--bind', at, '--workers', count, ...gunicornOptions(server), ...options, app];
    case 'uvicorn': {
      const several = workers > 1 ? ['--workers', count] : [];
      const quiet = ['--loop', 'asyncio', '--no-access-log'];
      return [
        '-m',
        'uvicorn',
        '--port',
        String(port),
        ...quiet,
        ...several,
        ...uvicornOptions(server),
        ...options,
        app,
      ];
    }
    case 'hypercorn':
      return ['-m', 'hypercorn', '--bind', at, '--workers', count, ...options, app];
    case 'granian':
      return [
        '-m',
        'granian',
        ...['--interface', 'asgi', '--loop', 'asyncio', '--port', String(port)],
        ...['--workers', count],
        ...options,
        app,
      ];
    case 'tornado':
      return ['-m', 'serve_tornado', app, String(port)];
    default:
      return program satisfies never;
  }
}

function gunicornOptions(server: ServerSpec): readonly string[] {
  const seconds = (ms: number | undefined, option: string) => (ms === undefined ? [] : [option, String(ms / 1000)]);
  const timeout = 'timeout' in server ? seconds(server.timeout, '--timeout') : [];
  return [...workerClass(server), ...timeout, ...seconds(server.grace, '--graceful-timeout')];
}

function workerClass(server: ServerSpec): readonly string[] {
  switch (server.kind) {
    case 'sync':
      return [];
    case 'gthread': {
      const most = server.connections === undefined ? [] : ['--worker-connections', String(server.connections)];
      return ['--threads', String(server.threads ?? 4), ...most];
    }
    case 'gevent':
      return ['-k', 'gevent'];
    default:
      return 'supervisor' in server && server.supervisor === 'uvicornWorker'
        ? ['-k', 'uvicorn.workers.UvicornWorker']
        : ['-k', 'asgi', '--asgi-loop', 'asyncio'];
  }
}

function uvicornOptions(server: ServerSpec): readonly string[] {
  const grace = server.grace === undefined ? [] : ['--timeout-graceful-shutdown', String(server.grace / 1000)];
  const limit =
    'concurrencyLimit' in server && server.concurrencyLimit !== undefined
      ? ['--limit-concurrency', String(server.concurrencyLimit)]
      : [];
  return [...grace, ...limit];
}
