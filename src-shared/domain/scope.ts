import { z } from 'zod';
import { responsibleOf, type Dialog } from './dialog.ts';
import { roleSchema } from './directory.ts';
import { idSchema } from './ids.ts';

/** What one session may see: an operator his lines, a senior operator his branches (and lines), an admin everything. */
export const scopeSchema = z.object({
  operatorId: idSchema,
  role: roleSchema,
  lineIds: z.array(idSchema),
  branchIds: z.array(idSchema),
});
export type Scope = z.infer<typeof scopeSchema>;

/** The facts of a dialog that decide who sees it and everything in it. */
export const audienceSchema = z.object({
  lineId: idSchema,
  branchId: idSchema,
  responsibleId: idSchema.nullable(),
  participantIds: z.array(idSchema),
});
export type Audience = z.infer<typeof audienceSchema>;

export function audienceOf(dialog: Dialog): Audience {
  return {
    lineId: dialog.lineId,
    branchId: dialog.branchId,
    responsibleId: responsibleOf(dialog),
    participantIds: dialog.participantIds,
  };
}

/** What is seen by rights alone, without owning it or being invited. */
export function reaches(scope: Scope, { lineId, branchId }: Audience): boolean {
  return sees(scope, { lineId, branchId, responsibleId: null, participantIds: [] });
}

/** The one rule of visibility: role, line, branch, own, or invited. The hub decides by it; SQL that pre-selects must agree with it. */
export function sees(scope: Scope, audience: Audience): boolean {
  return (
    scope.role === 'admin' ||
    scope.lineIds.includes(audience.lineId) ||
    (scope.role === 'senior' && scope.branchIds.includes(audience.branchId)) ||
    audience.responsibleId === scope.operatorId ||
    audience.participantIds.includes(scope.operatorId)
  );
}
