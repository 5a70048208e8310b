import { describe, expect, it } from 'vitest';
import { ANNA, BORIS, BRANCH, LINE } from '#tests/support/fixtures.ts';
import { reaches, sees, type Audience, type Scope } from './scope.ts';

const OTHER = '01890000-0000-7000-8000-0000000000ff';
const audience: Audience = { lineId: LINE, branchId: BRANCH, responsibleId: null, participantIds: [] };
const scope = (patch: Partial<Scope>): Scope => ({
  operatorId: ANNA,
  role: 'operator',
  lineIds: [],
  branchIds: [],
  ...patch,
});

describe('sees', () => {
  it.each<[string, Scope, Partial<Audience>, boolean]>([
    ['an operator his line', scope({ lineIds: [LINE] }), {}, true],
    ['an operator not another line', scope({ lineIds: [OTHER] }), {}, false],
    ['an operator not a whole branch, even if one is noted', scope({ branchIds: [BRANCH] }), {}, false],
    ['a senior operator his branch', scope({ role: 'senior', branchIds: [BRANCH] }), {}, true],
    ['a senior operator not another branch', scope({ role: 'senior', branchIds: [OTHER] }), {}, false],
    ['a senior operator a line he works in', scope({ role: 'senior', lineIds: [LINE] }), {}, true],
    ['an admin everything', scope({ role: 'admin' }), {}, true],
    ['the responsible his own dialog anywhere', scope({}), { responsibleId: ANNA }, true],
    ['nobody a colleague’s dialog elsewhere', scope({}), { responsibleId: BORIS }, false],
    ['an invited colleague the dialog', scope({}), { participantIds: [BORIS, ANNA] }, true],
  ])('shows %s', (_, who, patch, expected) => {
    expect(sees(who, { ...audience, ...patch })).toBe(expected);
  });
});

describe('reaches', () => {
  it.each<[string, Scope, boolean]>([
    ['what a line brings', scope({ lineIds: [LINE] }), true],
    ['what a branch brings a senior operator', scope({ role: 'senior', branchIds: [BRANCH] }), true],
    ['everything for an admin', scope({ role: 'admin' }), true],
    ['not what is only his own or what he was invited to', scope({}), false],
  ])('%s', (_, who, expected) => {
    expect(reaches(who, audience)).toBe(expected);
    expect(reaches(who, { ...audience, responsibleId: ANNA, participantIds: [ANNA] })).toBe(expected);
  });
});
