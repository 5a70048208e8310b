/** What a hub tells of itself. */
export interface HubUse {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
}

export async function useOf(hubUrl: string): Promise<HubUse> {
  const text = await (await fetch(`${hubUrl}/metrics`)).text();
  const value = (name: string): number => {
    const found = new RegExp(`^${name} ([\\d.e+-]+)$`, 'm').exec(text);
    if (!found) throw new Error(`/metrics does not tell ${name}`);
    return Number(found[1]);
  };
  return {
    cpuSeconds: value('process_cpu_seconds_total'),
    residentBytes: value('process_resident_memory_bytes'),
  };
}
