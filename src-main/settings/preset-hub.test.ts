import { expect, test } from 'vitest';
import { readPresetHub } from './preset-hub.ts';

function read(value: string | undefined): { hub: string | null; complaints: string[] } {
  const complaints: string[] = [];
  const hub = readPresetHub({ OTKLIK_HUB: value }, { error: (message) => void complaints.push(message) });
  return { hub, complaints };
}

test.each([
  ['http://127.0.0.1:8420', 'http://127.0.0.1:8420'],
  [' https://Hub.Example/app/?x#y ', 'https://hub.example'],
  ['https://anna:secret@hub.example:8443', 'https://hub.example:8443'],
])('%j names the hub %s', (value, hub) => {
  expect(read(value)).toEqual({ hub, complaints: [] });
});

test.each([undefined, '', '  '])('%j names none, and that is fine', (value) => {
  expect(read(value)).toEqual({ hub: null, complaints: [] });
});

test.each([
  'hub.example',
  'localhost:8420',
  'file:///etc/passwd',
  'app://otklik',
  'javascript:alert(1)',
  'https://',
])('%j is ignored, and the log says so without repeating it', (value) => {
  expect(read(value)).toEqual({
    hub: null,
    complaints: ['OTKLIK_HUB is ignored: expected an address such as https://hub.example.com'],
  });
});
