import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** Parent of every process. From /proc where it exists: small images have no `ps`. */
function parents(): Map<number, number> {
  try {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return new Map(pids.flatMap((pid) => parentOf(pid)));
  } catch {
    const lines = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).stdout ?? '';
    const pairs = lines.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
    return new Map(pairs.flatMap(([pid, parent]) => (pid && parent ? [[pid, parent] as const] : [])));
  }
}

function parentOf(pid: string): (readonly [number, number])[] {
  try {
    // `pid (name) state ppid …`; the name may contain spaces and brackets, so count from its end.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [[Number(pid), Number(parent)]];
  } catch {
    return []; // It ended while we were looking.
  }
}

/** Every living descendant of a process, nearest first. Browsers and databases lead groups of their own, so groups are not enough. */
export function descendants(pid: number): number[] {
  const parentByPid = parents();
  const found = [pid];
  for (const candidate of found) {
    for (const [child, parent] of parentByPid) if (parent === candidate) found.push(child);
  }
  return found.slice(1);
}

/** Sends a signal and takes no offence when the process is gone. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // ESRCH: already gone.
  }
}

/** Ends a process and all its descendants at once, without asking. */
export function killTree(pid: number): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  const family = [pid, ...descendants(pid)];
  for (const member of family) signal(member, 'SIGKILL');
}
