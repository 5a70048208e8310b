import { spawn } from 'node:child_process';

export interface ToolOutput {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a tool of node_modules on this Node and collects what it says.
 * @param script path of its JavaScript entry
 * @returns the output; a tool that ends by a signal has code 1
 */
export function runTool(script: string, args: readonly string[], cwd: string): Promise<ToolOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/** Output as lines without the empty ones. */
export const lines = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== '');
