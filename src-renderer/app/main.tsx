import './wake-storage.ts';
import { createRoot } from 'react-dom/client';
import { getPlatform } from '../platform/platform.ts';
import { App } from './app.tsx';
import { applyTheme, readAppearance } from './appearance.ts';
import { createSessionPort } from './session-port.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

// Before React: the very first frame already has its colours.
applyTheme(readAppearance().theme)();
const platform = getPlatform();
createRoot(root).render(<App ports={{ platform, session: createSessionPort(platform) }} />);
