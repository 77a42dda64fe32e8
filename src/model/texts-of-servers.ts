import { decimal, durationText } from './decimal.ts';
import { written } from './notation.ts';
import type { Callable, Dependency, Route } from './servers/fastapi.ts';
import type { ServerSpec } from './servers/index.ts';

type ValueOf<Spec, Field> = Spec extends unknown ? (Field extends keyof Spec ? Spec[Field] : never) : never;
type Field = Exclude<ServerSpec extends infer Spec ? (Spec extends unknown ? keyof Spec : never) : never, 'kind'>;

/** What can be said of any server. */
type Fields = { readonly [Name in Field]?: ValueOf<ServerSpec, Name> };
type Writers = { readonly [Name in Field]: (value: NonNullable<Fields[Name]>) => string };

/** How the value of each field is written, in the order in which they are: what a service is made of, then its machine. */
const WRITERS: Writers = {
  workers: decimal,
  threads: decimal,
  tokens: decimal,
  endpoint: String,
  handler: String,
  routes: (all) => all.map(routeText).join('; '),
  handlers: (all) => all.map(({ path, handler }) => `${path} ${handler}`).join('; '),
  dependencies: dependenciesText,
  validation: written,
  background: callablesText,
  supervisor: String,
  timeout: durationText,
  backlog: decimal,
  reusePort: String,
  connections: decimal,
  concurrencyLimit: decimal,
  keepAlive: durationText,
  boot: durationText,
  stopAt: durationText,
  grace: durationText,
  crashes: (all) => all.map(({ worker, at }) => `${worker}@${durationText(at)}`).join(','),
  cores: decimal,
  gil: String,
  quota: durationText,
};

const names = fieldsIn(WRITERS);

/**
 * A server as `serverPhrase` reads it: "asgi workers=2 timeout=3s". An empty list says nothing and is left out. A path has
 * to be one that the notation knows, which has no spaces, quotes, brackets or semicolons in it.
 */
export function serverText(server: ServerSpec): string {
  const said = names.flatMap((name) => {
    const text = fieldText(name, server);
    return text === undefined ? [] : [`${name}=${/[\s"']/.test(text) ? `"${text}"` : text}`];
  });
  return [server.kind, ...said].join(' ');
}

function fieldText<Name extends Field>(name: Name, fields: Fields): string | undefined {
  const value = fields[name];
  if (value === undefined || (Array.isArray(value) && value.length === 0 && name !== 'validation')) return undefined;
  return WRITERS[name](value);
}

function fieldsIn(writers: Writers): readonly Field[] {
  return Object.keys(writers).filter((name): name is Field => Object.hasOwn(writers, name));
}

function callableText({ declared, steps }: Callable): string {
  return `${declared} ${written(steps)}`;
}

function callablesText(all: readonly Callable[]): string {
  return all.map(callableText).join('; ');
}

function dependenciesText(all: readonly Dependency[]): string {
  return all
    .map((each) => `${callableText(each)}${each.exit === undefined ? '' : ` exit ${written(each.exit)}`}`)
    .join('; ');
}

function routeText({ path, endpoint, dependencies = [], validation, background = [] }: Route): string {
  return [
    path,
    ...(endpoint === undefined ? [] : [endpoint]),
    ...(dependencies.length === 0 ? [] : [`dependencies [${dependenciesText(dependencies)}]`]),
    ...(validation === undefined ? [] : [`validation [${written(validation)}]`]),
    ...(background.length === 0 ? [] : [`background [${callablesText(background)}]`]),
  ].join(' ');
}
