import { z } from 'zod';
import { operatorSchema, roleSchema } from '../../domain/directory.ts';
import { idSchema } from '../../domain/ids.ts';

const MAX_MEMBERSHIPS = 1000;

/** What an operator may see and do; the whole of it, so that setting it twice changes nothing. */
export const rightsSchema = z.object({
  role: roleSchema,
  /** An operator who is switched off is signed out everywhere and cannot sign in. */
  active: z.boolean(),
  lineIds: z.array(idSchema).max(MAX_MEMBERSHIPS),
  branchIds: z.array(idSchema).max(MAX_MEMBERSHIPS),
});
export type Rights = z.infer<typeof rightsSchema>;

export const operatorRightsSchema = z.object({ operator: operatorSchema, rights: rightsSchema });
export type OperatorRights = z.infer<typeof operatorRightsSchema>;

/** `GET /api/admin/operators`, for admins: everybody of the company, by name. */
export const operatorsResponseSchema = z.object({ operators: z.array(operatorRightsSchema) });
