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
  'videoCapture',
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

test('the microphone is allowed to our page, by whichever handler is asked', () => {
  expect(isPermissionAllowed('media', 'app://otklik/', { isMainFrame: true, mediaTypes: ['audio'] })).toBe(
    true,
  );
  expect(isPermissionAllowed('media', 'app://otklik', { isMainFrame: true, mediaType: 'audio' })).toBe(true);
});

test.each([
  ['the camera', { mediaTypes: ['video'] }],
  ['the camera with the microphone', { mediaTypes: ['audio', 'video'] }],
  ['nothing in particular', { mediaTypes: [] }],
  ['whatever there is', {}],
  ['a check of the camera', { mediaType: 'video' }],
  ['a check of something unknown', { mediaType: 'unknown' }],
  ['the microphone in a frame', { isMainFrame: false, mediaTypes: ['audio'] }],
])('%s is denied', (_what, details) => {
  expect(isPermissionAllowed('media', 'app://otklik/', details)).toBe(false);
});

test('the microphone is denied to others', () => {
  expect(isPermissionAllowed('media', 'https://evil.example', { mediaTypes: ['audio'] })).toBe(false);
});
