import { Agent, type IncomingMessage, request } from 'node:http';
import type { Ms } from '../../src/model/kernel.ts';
import type { Answer } from '../../src/model/measured/measurement.ts';

export interface Answered {
  readonly answer: Answer;
  /** Which process answered, if the application says so. */
  readonly worker?: string;
}

/** A new connection for every request, as of strangers: nobody's place in a server outlives the answer. */
export const strangers = (): Agent => new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });

/** One user's connection, kept. */
export const regular = (): Agent => new Agent({ keepAlive: true, maxSockets: 1 });

/** What fastapi_request.py wants to see; nobody else looks. */
const key = { 'x-api-key': 'local' };

export interface Asking {
  readonly patience?: Ms;
  /** Said in a header, and as the first feature, which the listings hand on to their model. */
  readonly number?: number;
}

/** Asks on loopback, and waits for all of the answer. Never throws: why there is none is an answer, too. */
export function ask(port: number, path: string, agent: Agent, { patience, number }: Asking = {}): Promise<Answered> {
  return new Promise((resolve) => {
    const isPrediction = path.startsWith('/predict');
    const method = isPrediction ? 'POST' : 'GET';
    const row = Buffer.from(JSON.stringify({ features: [number ?? 1, 0] }));
    const headers = {
      ...(number !== undefined && { 'x-request': String(number) }),
      ...(isPrediction && { ...key, 'content-type': 'application/json', 'content-length': row.length }),
    };
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent });
    let giveUp: NodeJS.Timeout | undefined;
    const settle = (answered: Answered) => {
      clearTimeout(giveUp);
      resolve(answered);
    };
    if (patience !== undefined) {
      giveUp = setTimeout(() => {
        settle({ answer: 'gaveUp' });
        asked.destroy();
      }, patience);
    }
    asked.on('response', (reply) => {
      reply.on('end', () => settle(answeredBy(reply)));
      reply.on('close', () => settle({ answer: 'lost' }));
      reply.on('error', () => settle({ answer: 'lost' }));
      reply.resume();
    });
    asked.on('error', (error) => settle({ answer: codeOf(error) === 'ECONNREFUSED' ? 'unreached' : 'lost' }));
    asked.end(isPrediction ? row : undefined);
  });
}

function answeredBy({ complete, statusCode, headers }: IncomingMessage): Answered {
  const worker = headers['x-worker'];
  return {
    answer: complete && statusCode !== undefined ? statusCode : 'lost',
    ...(typeof worker === 'string' && { worker }),
  };
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined;
}
