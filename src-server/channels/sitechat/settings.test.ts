import { describe, expect, it } from 'vitest';
import { publicConfig, siteChatSettingsSchema } from './settings.ts';

describe('settings of a chat', () => {
  it('are all there for a new channel', () => {
    expect(siteChatSettingsSchema.parse({})).toMatchObject({ language: 'auto', origins: [], demo: false });
  });

  it.each([
    { accent: 'red' },
    { accent: '#12345' },
    { accent: '#123456; }' },
    { language: 'de' },
    { greeting: { ru: 'x' } },
  ])('%j are none', (settings) => {
    expect(siteChatSettingsSchema.safeParse(settings).success).toBe(false);
  });

  it('tell widgets how they look, and nobody where else they may stand', () => {
    const told = publicConfig({
      workspaceId: 'w',
      channelId: 'c',
      companyName: 'Tea',
      settings: siteChatSettingsSchema.parse({ origins: ['https://secret.example'], accent: '#ABCDEF' }),
    });
    expect(told).toMatchObject({ companyName: 'Tea', accent: '#ABCDEF', language: 'auto' });
    expect(JSON.stringify(told)).not.toContain('secret');
  });
});
