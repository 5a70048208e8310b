import { z } from 'zod';

/** Body of every answer with a 4xx or 5xx status. `message` is readable English for developers; screens word `code` themselves. */
export const apiErrorSchema = z.object({
  error: z.object({
    code: z.enum([
      'bad_request',
      'too_large',
      'unauthorized',
      'wrong_credentials',
      'forbidden',
      'wrong_origin',
      'not_found',
      'form_answered',
      'too_many_requests',
      'client_too_old',
      'client_too_new',
      'snapshot_expired',
      'unavailable',
      'internal',
    ]),
    message: z.string(),
    /** With `too_many_requests` and `unavailable`: try again after so many seconds. */
    retryAfterS: z.number().nonnegative().optional(),
  }),
});
export type ApiError = z.infer<typeof apiErrorSchema>['error'];
export type ApiErrorCode = ApiError['code'];
