/**
 * The functions of `zod/mini` that this library calls, with zod's answers, at a tenth of its weight. The files for script tags are
 * built with this in zod's place: there a reader pays for every byte. Everything else, the package for bundlers included, runs zod,
 * and a test holds the two to the same answers.
 */

interface Issue {
  readonly code: string;
  readonly path?: readonly PropertyKey[];
  readonly expected?: string;
}

interface Payload {
  value: unknown;
  readonly issues: Issue[];
}

type Run = (value: unknown, issues: Issue[]) => unknown;
type Check = (payload: Payload) => void;

interface Schema {
  readonly run: Run;
  readonly optional: boolean;
  check(...checks: Check[]): Schema;
  safeParse(value: unknown): { success: true; data: unknown } | { success: false; error: { issues: Issue[] } };
}

function schema(run: Run, optional = false): Schema {
  return {
    run,
    optional,
    check: (...checks) =>
      schema((input, issues) => {
        const payload: Payload = { value: run(input, issues), issues };
        if (!issues.length) checks.forEach((check) => check(payload));
        return payload.value;
      }),
    safeParse(value) {
      const issues: Issue[] = [];
      const data = run(value, issues);
      return issues.length ? { success: false, error: { issues } } : { success: true, data };
    },
  };
}

/** A value of one kind, or a complaint that names the kind. */
const kind = (expected: string, isOne: (value: unknown) => boolean) =>
  schema((value, issues) => {
    if (!isOne(value)) issues.push({ code: 'invalid_type', path: [], expected });
    return value;
  });

/** What is within another value complains with the way that leads there. */
function within(key: PropertyKey, inner: Schema, value: unknown, issues: Issue[]): unknown {
  const own: Issue[] = [];
  const result = inner.run(value, own);
  issues.push(...own.map((issue) => ({ ...issue, path: [key, ...(issue.path ?? [])] })));
  return result;
}

const isObject = (value: unknown) => value instanceof Object && !Array.isArray(value);

export const unknown = () => schema((value) => value);
export const string = () => kind('string', (value) => typeof value === 'string');
export const boolean = () => kind('boolean', (value) => typeof value === 'boolean');
export const number = () => kind('number', Number.isFinite);

export const literal = (values: readonly unknown[]) =>
  schema((value, issues) => {
    if (!values.includes(value)) issues.push({ code: 'invalid_value', path: [] });
    return value;
  });

export const nullable = (inner: Schema) =>
  schema((value, issues) => (value === null ? null : inner.run(value, issues)));
export const exactOptional = (inner: Schema) => schema(inner.run, true);

export const array = (element: Schema) => {
  const list = kind('array', Array.isArray);
  return schema((value, issues) => {
    const items = list.run(value, issues) as unknown[];
    return issues.length ? value : items.map((item, index) => within(index, element, item, issues));
  });
};

export const object = (shape: Readonly<Record<string, Schema>>) => {
  const record = kind('object', isObject);
  return schema((value, issues) => {
    const entries = record.run(value, issues) as Record<string, unknown>;
    if (issues.length) return value;
    const kept = Object.entries(shape).filter(([key, inner]) => key in entries || !inner.optional);
    return Object.fromEntries(kept.map(([key, inner]) => [key, within(key, inner, entries[key], issues)]));
  });
};

export const check = (run: Check) => run;
export const overwrite =
  (change: (value: string) => string): Check =>
  (payload) =>
    void (payload.value = change(payload.value as string));
