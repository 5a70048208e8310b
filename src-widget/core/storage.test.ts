import { describe, expect, it } from 'vitest';
import { openStorage } from './storage.ts';

class FakeStorage {
  [key: string]: unknown;
  setItem(key: string, value: string): void {
    if (value.length > 20) throw new Error('QuotaExceededError');
    this[key] = value;
  }
  getItem(key: string): string | null {
    const value = this[key];
    return typeof value === 'string' ? value : null;
  }
  removeItem(key: string): void {
    delete this[key];
  }
}

describe('openStorage', () => {
  it('keeps channels apart', () => {
    const shared = new FakeStorage() as unknown as Storage;
    const one = openStorage('one', () => shared);
    openStorage('two', () => shared).set('out:x', 'theirs');
    one.set('out:a', '1');
    one.set('token', '2');
    expect(one.names('out:')).toEqual(['out:a']);
    expect(one.get('out:x')).toBeNull();
  });

  it('works in memory where the browser keeps nothing', () => {
    const blocked = openStorage('one', () => {
      throw new Error('SecurityError');
    });
    blocked.set('out:a', '1');
    expect(blocked.names('out:')).toEqual(['out:a']);
    expect(blocked.get('out:a')).toBe('1');
    blocked.remove('out:a');
    expect(blocked.get('out:a')).toBeNull();
  });

  it('reads what is there although nothing more fits', () => {
    const full = new FakeStorage();
    full['otklik:one:visitor'] = 'somebody';
    full.setItem = () => {
      throw new Error('QuotaExceededError');
    };
    expect(openStorage('one', () => full as unknown as Storage).get('visitor')).toBe('somebody');
  });

  it('gives its copy of the talk up for what only this browser has', () => {
    const small = new FakeStorage();
    const set = (key: string, value: string): void => {
      if (!(key in small) && Object.keys(small).length > 2) throw new Error('QuotaExceededError');
      small[key] = value;
    };
    small.setItem = set;
    const storage = openStorage('one', () => small as unknown as Storage);
    storage.set('talk', 'long');
    storage.set('config', 'c');
    expect(storage.set('out:a', 'words')).toBe(true);
    expect(storage.get('talk')).toBeNull();
    expect(openStorage('one', () => small as unknown as Storage).get('out:a')).toBe('words');
    expect(storage.set('talk', 'long')).toBe(false);
    expect(storage.get('out:a')).toBe('words');
  });

  it('still has what did not fit', () => {
    const storage = openStorage('one', () => new FakeStorage() as unknown as Storage);
    const long = 'x'.repeat(50);
    expect(storage.set('out:a', long)).toBe(false);
    expect(storage.get('out:a')).toBe(long);
    expect(storage.names('out:')).toEqual(['out:a']);
    expect(storage.set('out:a', 'short')).toBe(true);
    expect(storage.get('out:a')).toBe('short');
  });
});
