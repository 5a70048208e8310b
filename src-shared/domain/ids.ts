import { z } from 'zod';

/** Any entity's id: a UUID; those made by us are version 7. Lower case, so that equality is string equality. */
export const idSchema = z.uuid().toLowerCase();
export type Id = z.infer<typeof idSchema>;

/** Milliseconds since 1970-01-01 UTC, by the hub's clock unless said otherwise; none that `Date` cannot hold and no screen can write. */
export const timestampSchema = z.int().nonnegative().max(8_640_000_000_000_000);
export type Timestamp = z.infer<typeof timestampSchema>;

/** Version of a row, counted up by the hub with every change. A replica never lets a lower one overwrite a higher one. */
export const revSchema = z.int().positive();

/** Name shown to people; hostile when it comes from a client: always text, never markup. */
export const nameSchema = z.string().max(200);
