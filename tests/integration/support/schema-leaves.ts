import { z } from 'zod';

/** What the arguments of an intent are made of, read from its schema: for tests that intents to come have to pass. */

interface Schema {
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  type?: string;
  const?: unknown;
  enum?: unknown;
  format?: string;
}

/** Where an intent's arguments have free texts or name a message: `card.reason`, `messageId`. */
export function leaves(args: z.ZodType): string[] {
  const walk = (schema: Schema, path: string): string[] => {
    const { properties = {}, items, anyOf = [], oneOf = [] } = schema;
    const below = [
      ...Object.entries(properties).flatMap(([name, one]) =>
        walk(one, path === '' ? name : `${path}.${name}`),
      ),
      ...(items ? walk(items, path) : []),
      ...[...anyOf, ...oneOf].flatMap((one) => walk(one, path)),
    ];
    const isText = schema.type === 'string' && schema.const === undefined && schema.enum === undefined;
    const named = /(Id|replyTo)$/.test(path);
    return isText && (schema.format === undefined || named) ? [...below, path] : below;
  };
  const schema = z.toJSONSchema(args, { io: 'input', unrepresentable: 'any' }) as Schema;
  return [...new Set(walk(schema, ''))];
}

export function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  const [name, ...rest] = path;
  if (name === undefined) return [value];
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt((value as Record<string, unknown>)[name], rest);
}
