import { expect, test } from 'vitest';
import { isPermissionAllowed } from './permissions.ts';

test.each(['notifications', 'clipboard-sanitized-write', 'local-network-access'])(
  '%s is allowed to us',
  (permission) => {
    expect(isPermissionAllowed(permission, 'app://otklik')).toBe(true);
    expect(isPermissionAllowed(permission, 'app://otklik/')).toBe(true);
  },
);

test('nothing is allowed to others', () => {
  expect(isPermissionAllowed('notifications', 'https://evil.example')).toBe(false);
  expect(isPermissionAllowed('notifications', '')).toBe(false);
});

test.each([
  'media',
  'geolocation',
  'clipboard-read',
  'openExternal',
  'usb',
  'display-capture',
  'fileSystem',
  'new-one',
])('%s is denied to us too', (permission) => {
  expect(isPermissionAllowed(permission, 'app://otklik/')).toBe(false);
});
