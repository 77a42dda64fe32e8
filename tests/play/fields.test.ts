import { describe, expect, it } from 'vitest';
import { SERVER_FIELDS, serverPhrase } from '../../src/model/phrases-of-servers.ts';
import { type ServerSpec, simulate } from '../../src/model/servers/index.ts';
import { trialOf } from '../../src/play/experiment.ts';
import { type Field, fieldsOf } from '../../src/play/fields.ts';
import { lineOf, withKind, withValue } from '../../src/play/line.ts';

function spec(line: string): ServerSpec {
  const read = serverPhrase(line);
  if (read.kind === 'faults') throw new Error(`${line}: ${JSON.stringify(read.faults)}`);
  return read.value;
}

/** Threads, patience, a long callback, connections that are kept, and more than one core can do. */
const clients = (() => {
  const trial = trialOf({
    servers: ['sync'],
    clients: [
      'users 12 think 300ms for 7s keep-alive: cpu 20, wait 30, thread [wait 50, cpu 2]',
      'poisson 30 for 4s patience 2s: cpu ~30',
      '60 at 1s: cpu 1, wait 200',
      '1 at 2s: block 700',
    ],
  });
  if ('faults' in trial) throw new Error('clients');
  return trial.clients;
})();

const kinds = [
  ...SERVER_FIELDS.keys(),
  'asgi workers=2',
  'asgi supervisor=gunicorn',
  'sync supervisor=none',
  'tornado workers=2',
];

describe.each(kinds)('the parameters of %s', (line) => {
  const server = spec(line);
  const fields = fieldsOf(server);

  it('are those that the model knows, each with a name', () => {
    expect(fields.map(({ name }) => name).toSorted()).toEqual([...(SERVER_FIELDS.get(server.kind) ?? [])].toSorted());
    expect(fields.filter(({ label, name }) => label === name)).toEqual([]);
    expect(fields.filter(({ isFirst }) => isFirst)).toHaveLength(3);
  });

  it('are what the form says they usually are: to say it changes nothing', () => {
    const before = JSON.stringify(simulate(server, clients));
    const said = lineOf(line).values;
    const sayable = fields.filter(({ name, usual }) => usual !== 'none' && usual !== 'never' && !said.has(name));
    expect(sayable.length).toBeGreaterThan(5);
    for (const { name, usual } of sayable) {
      const again = spec(withValue(line, name, usual));
      expect(JSON.stringify(simulate(again, clients)), `${name}=${usual}`).toBe(before);
    }
  });
});

it('a parameter is asked for as what it is', () => {
  const inputs = (kind: string) =>
    new Map(fieldsOf(spec(kind)).map(({ name, input }): [string, Field['input']] => [name, input]));
  expect(inputs('fastapi').get('endpoint')).toEqual(['def', 'async def']);
  expect(inputs('asgi').get('supervisor')).toEqual(['none', 'gunicorn', 'uvicornWorker', 'uvicorn']);
  expect(inputs('sync').get('workers')).toBe('number');
  expect(inputs('sync').get('timeout')).toBe('duration');
  expect(inputs('sync').get('gil')).toBe('flag');
  expect(inputs('sync').get('crashes')).toBe('text');
  expect(inputs('tornado').get('handlers')).toBe('text');
});

describe('a line', () => {
  it('changes in one place, and keeps what else was written, wrong or right', () => {
    expect(withValue('asgi workers=2', 'cores', '8')).toBe('asgi workers=2 cores=8');
    expect(withValue('asgi workers=2 cores=8', 'workers', '4')).toBe('asgi workers=4 cores=8');
    expect(withValue('asgi workers=2 cores=8', 'workers', ' ')).toBe('asgi cores=8');
    expect(withValue('asgi wrokers=2 x', 'cores', '8')).toBe('asgi wrokers=2 x cores=8');
    expect(withValue('fastapi', 'endpoint', 'async def')).toBe('fastapi endpoint="async def"');
    expect(spec(withValue('fastapi', 'dependencies', 'def wait 5 exit cpu 1'))).toMatchObject({ dependencies: [{}] });
  });

  it('is of another kind with the parameters that both have', () => {
    const fields = SERVER_FIELDS.get('asgi') ?? [];
    expect(withKind('fastapi workers=2 endpoint=def tokens=3 timeout=3s', 'asgi', fields)).toBe(
      'asgi workers=2 timeout=3s',
    );
    expect(withKind('', 'asgi', fields)).toBe('asgi');
  });

  it('is taken apart also where it is wrong', () => {
    expect(lineOf('sync workers=x "a b" t="c d"')).toEqual({
      kind: 'sync',
      values: new Map([
        ['workers', 'x'],
        ['t', 'c d'],
      ]),
    });
  });
});
