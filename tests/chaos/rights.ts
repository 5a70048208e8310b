import { setTimeout as delay } from 'node:timers/promises';
import { signIn } from '#renderer/session/sign-in.ts';
import { ALL_LINES, HEAD, PASSWORD } from './hub/company.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const tokens = new WeakMap<World, string>();

/** The head gives somebody other lines. @returns who has what now */
export async function changeRights(world: World, random: Random): Promise<string> {
  const port = random.pick(world.hubs)?.port ?? 0;
  const url = `http://127.0.0.1:${port}`;
  const token = await tokenOf(world);
  const client = random.pick(world.clients);
  if (!client || client.employee.role !== 'operator') return 'nobody';
  const lineIds = ALL_LINES.filter(() => random.happens(0.4));
  const response = await fetch(`${url}/api/admin/operators/${client.employee.id}/rights`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'operator', active: true, lineIds, branchIds: [] }),
    signal: AbortSignal.timeout(10_000),
  });
  await response.text();
  if (response.status !== 200) throw new Error(`rights: ${response.status}`);
  return `${client.employee.login}: ${lineIds.map((id) => id.at(-1)).join(' ') || 'none'}`;
}

async function tokenOf(world: World): Promise<string> {
  const known = tokens.get(world);
  if (known) return known;
  for (let tries = 0; ; tries += 1) {
    // Any hub will do: the one asked first may be down, and a token holds at all of them.
    const port = world.hubs[tries % world.hubs.length]?.port ?? 0;
    const result = await signIn(`http://127.0.0.1:${port}`, {
      login: HEAD.login,
      password: PASSWORD,
      device: 'chaos',
    });
    if (result.kind === 'signed_in') {
      tokens.set(world, result.token);
      return result.token;
    }
    if (tries > 60) throw new Error(`The head cannot sign in: ${result.kind}`);
    await delay(200);
  }
}
