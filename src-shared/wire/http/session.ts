import { z } from 'zod';
import { operatorSchema, workspaceSchema } from '../../domain/directory.ts';
import { timestampSchema } from '../../domain/ids.ts';
import { scopeSchema } from '../../domain/scope.ts';

/** `POST /api/session`. Same answer and time for an unknown login and a wrong password. */
export const signInRequestSchema = z.object({
  login: z.string().trim().toLowerCase().min(1).max(320),
  password: z.string().min(1).max(1000),
  /** What the person will recognise in a list of sessions: "Chromium on Linux". */
  device: z.string().max(200),
});
export type SignInRequest = z.input<typeof signInRequestSchema>;

/** Who the session is. Also `GET /api/session`. */
export const sessionSchema = z.object({
  operator: operatorSchema,
  workspace: workspaceSchema,
  scope: scopeSchema,
  expiresAt: timestampSchema,
});
export type Session = z.infer<typeof sessionSchema>;

/** `token` is opaque; it goes into `Authorization: Bearer …` and nowhere else. */
export const signInResponseSchema = sessionSchema.extend({ token: z.string() });
export type SignInResponse = z.infer<typeof signInResponseSchema>;
