import { t } from './i18n.js';

/** Whether the server reads this as a duration: 90s, 36h30m, -1h, 0. */
const isDuration = (text) => /^[-+]?(0|(\d+(\.\d*)?(ns|us|µs|ms|s|m|h))+)$/.test(text);

/**
 * Says in plain words what is wrong with a duration; nothing is wrong with an
 * empty one where it may be.
 */
export function checkDuration(text, mayBeEmpty = false) {
  const value = text.trim();
  if (isDuration(value) || (mayBeEmpty && value === '')) return value;
  throw new Error(value === '' ? t('durationMissing') : t('durationWrong', { value }));
}
