export const signIn = {
  'signIn.title': 'Sign in to Otklik',
  'signIn.subtitle': 'Answers to clients of every messenger, in one window',
  'signIn.hub': 'Address of the hub',
  'signIn.hubHint': 'Your administrator knows it, for example hub.company.com',
  'signIn.hubAnother': 'Another address',
  'signIn.hubRemembered': 'Addresses used before',
  'signIn.hubForget': 'Forget {address}',
  'signIn.login': 'Login',
  'signIn.password': 'Password',
  'signIn.reveal': 'Show password',
  'signIn.hide': 'Hide password',
  'signIn.capsLock': 'Caps Lock is on',
  'signIn.submit': 'Sign in',
  'signIn.busy': 'Signing in…',
  'signIn.memoryOnly':
    'This computer has no safe place for the session: you will sign in again after a restart.',
  'signIn.loginMissing': 'Enter your login',
  'signIn.passwordMissing': 'Enter your password',
  'signIn.hubMissing': 'Enter the address of the hub',
  'signIn.hubInvalid': 'This does not look like an address. Write it as hub.company.com',
  'signIn.error.unreachable':
    '{address} does not answer. Check the address and your network; what you typed stays here.',
  'signIn.error.notAHub': '{address} answers, but it is not an Otklik hub. Check the address.',
  'signIn.error.notWelcome':
    '{address} does not accept this page, because it comes from another address. Open {address}/app/ instead.',
  'signIn.error.clientTooOld': 'This client is too old for the hub. Update Otklik, then sign in.',
  'signIn.error.hubTooOld': 'The hub is too old for this client. Ask your administrator to update it.',
  'signIn.error.wrongCredentials': 'The login or the password is wrong.',
  'signIn.error.tooMany':
    'Too many attempts. Try again in {seconds, plural, one {# second} other {# seconds}}.',
  'signIn.error.tooManyOver': 'You can try again now.',
  'signIn.error.unavailable': 'The hub is busy or being restarted. Try again in a moment.',
  'signIn.error.internal':
    'The hub failed while signing you in. Try again; if it repeats, tell your administrator.',
  'signIn.error.storage':
    'This computer’s storage does not let Otklik open its copy of the dialogs. Free some disk space or restart the program, then sign in again.',
  'signIn.ended': 'Your session has ended. Sign in again: unsent messages are kept.',
  'signIn.opening': 'Opening your dialogs…',
} as const;
