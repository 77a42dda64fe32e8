/** The object as JSON in pieces, a line an element of its lists: a long run's trace is longer than a string can be. */
export function* json(object: object): Generator<string, void, void> {
  let mark = '{';
  for (const [key, value] of Object.entries(object)) {
    yield `${mark}${JSON.stringify(key)}:`;
    if (Array.isArray(value)) yield* list(value);
    else yield JSON.stringify(value);
    mark = ',\n';
  }
  yield mark === '{' ? '{}\n' : '}\n';
}

function* list(items: readonly unknown[]): Generator<string, void, void> {
  yield '[';
  for (const [n, item] of items.entries()) yield `${n === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`;
  yield ']';
}
