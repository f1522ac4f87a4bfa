import { parse } from 'bowser';
import { neighbourhood } from '../http/throttle.js';

/** Browser and system in words, as "Chrome, Android"; empty for what says nothing that is known. Never a version: it is for people. */
export const deviceWords = (userAgent: string | undefined): string => {
  if (!userAgent) return '';
  const { browser, os } = parse(userAgent.slice(0, 400));
  return [browser.name, os.name].filter(Boolean).join(', ').slice(0, 80);
};

/** The neighbourhood of an address, which tells an officer whether it was his office but not who else is there. */
export const placeWords = (address: string): string => {
  const near = neighbourhood(address);
  const parts = near.split('.');
  if (parts.length === 4) return `${parts.slice(0, 3).join('.')}.…`;
  return `${near.split(':').slice(0, 3).join(':')}:…`;
};
