/** Connection, storage, the user menu and leaving. */
export const session = {
  'status.online': 'Online',
  'status.offline': 'Offline',
  'status.connecting': 'Connecting',
  'status.updateClient': 'Update Otklik',
  'status.updateHub': 'The hub is too old',
  'status.signedOut': 'Signed out',
  'status.offlineSince': 'since {time}',
  'status.nextTry': 'Next try in {seconds} s',
  'status.trying': 'trying…',
  'status.tryNow': 'Retry',
  'status.unsent': '{count, plural, one {# unsent} other {# unsent}}',
  'status.unsentHint': 'Stored on this computer; sent as soon as the hub answers',
  'banner.clientTooOld': 'The hub needs a newer Otklik. You can read; nothing is sent until the update.',
  'banner.hubTooOld':
    'The hub is older than this Otklik. You can read; ask your administrator to update the hub.',
  'banner.signedOut': 'The session has ended. Sign in again to go on; unsent messages are kept.',
  'banner.region': 'Notices',
  'banner.signIn': 'Sign in',
  'banner.storageFull':
    'There is no room left on this computer: new messages cannot be kept. Free some space; Otklik then goes on by itself. What waits to be sent is kept.',
  'banner.storageBroken':
    'This computer cannot keep the local copy: mending it did not help. Reload; if it happens again, tell your administrator. Unsent messages are kept.',
  'banner.storageNewer':
    'A newer Otklik has been started on this computer. Reload this window to go on; unsent messages are kept.',
  'banner.storageRefused':
    'The browser does not let Otklik keep anything on this computer. Leave the private window, or allow site data, and reload.',
  'banner.healing':
    'The local copy on this computer was damaged and is being mended. Unsent messages are kept.',
  'banner.healed': 'The local copy on this computer was lost and is fetched from the hub again.',
  'banner.healedUnsent':
    '{count, plural, one {# unsent action was kept and is sent.} other {# unsent actions were kept and are sent.}}',
  'refusals.count': '{count, plural, one {# action was not done} other {# actions were not done}}',
  'refusals.unreadable': 'Stored by another version, cannot be sent',
  'user.menu': 'Menu: {name}',
  'user.shortcuts': 'Keyboard shortcuts',
  'user.signOut': 'Sign out',
  'user.signOutEverywhere': 'Sign out on all devices',
  'user.version': 'Otklik {version}',
  'user.hubVersion': 'hub {version}',
  'user.hubUnknown': 'the hub does not answer',
  'user.workspace': '{role} · {workspace}',
  'signOut.title': 'Sign out?',
  'signOut.titleEverywhere': 'Sign out on all devices?',
  'signOut.textEverywhere': 'All your other windows and devices are signed out at once.',
  'signOut.copy': 'The local copy of the dialogs',
  'signOut.copyRemove': 'Remove it from this computer',
  'signOut.copyRemoveHint':
    'Drafts go with it. Everything else is fetched from the hub again at the next sign-in.',
  'signOut.copyKeep': 'Keep it for my next sign-in',
  'signOut.copyKeepHint':
    'Otklik opens it only after you have signed in yourself. The files are not encrypted: whoever uses your account of this computer could read them.',
  'signOut.unsentKept':
    '{count, plural, one {# unsent action has not reached the hub. It stays here and is sent after your next sign-in.} other {# unsent actions have not reached the hub. They stay here and are sent after your next sign-in.}}',
  'signOut.unsent':
    '{count, plural, one {# unsent action has not reached the hub. If it is a message, the client will not get it: it is lost for good.} other {# unsent actions have not reached the hub. If there are messages among them, clients will not get them: they are lost for good.}}',
  'signOut.undoneKept':
    '{count, plural, one {# action was not done and waits for your decision. It stays here.} other {# actions were not done and wait for your decision. They stay here.}}',
  'signOut.undone':
    '{count, plural, one {# action was not done and waits for your decision. What you wrote in it is lost for good.} other {# actions were not done and wait for your decision. What you wrote in them is lost for good.}}',
  'signOut.confirm': 'Sign out',
  'signOut.confirmLosing': 'Sign out without sending',
  'signOut.failed': 'Signing out failed: {detail}',
} as const;
