import { english } from './words_en.js';
import { chinese } from './words_zh.js';

const name = 'wecomsim-language';
const words = { en: english, zh: chinese };

/** The language of the page: the one chosen here, else the browser's. */
export const language =
  localStorage.getItem(name) ??
  (navigator.languages.find((tag) => /^(zh|en)/i.test(tag)) ?? 'en').slice(0, 2).toLowerCase();

const locale = language === 'zh' ? 'zh-CN' : 'en-GB';

/**
 * The words for a key, with {name} replaced by values. English has other words
 * for one of a thing.
 */
export function t(key, values = {}) {
  const one = String(values.n) === '1' ? words[language][`${key}One`] : undefined;
  return (one ?? words[language][key]).replace(/\{(\w+)\}/g, (_, part) => values[part]);
}

/**
 * Puts words into the elements of index.html, and makes the button for the
 * other language.
 */
export function translatePage() {
  document.documentElement.lang = locale;
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = t(element.dataset.t);
  for (const element of document.querySelectorAll('[data-t-label]'))
    element.setAttribute('aria-label', t(element.dataset.tLabel));
  for (const element of document.querySelectorAll('[data-t-title]')) element.title = t(element.dataset.tTitle);
  const button = document.getElementById('language');
  const other = language === 'zh' ? 'en' : 'zh';
  button.textContent = words[other].ownName;
  button.lang = other;
  button.addEventListener('click', () => {
    localStorage.setItem(name, other);
    location.reload();
  });
}

const timeFormat = new Intl.DateTimeFormat(locale, {
  timeZone: 'Asia/Shanghai',
  hourCycle: 'h23',
  year: 'numeric',
  month: language === 'zh' ? '2-digit' : 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const numberFormat = new Intl.NumberFormat(locale);
const percentFormat = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });

/** A time of the server in China, where WeCom's days are, with its zone. */
export const formatTime = (text) => `${timeFormat.format(new Date(text))} UTC+8`;

/** The time from the first to the last of several. */
export const formatSpan = (first, last) => `${timeFormat.formatRange(new Date(first), new Date(last))} UTC+8`;
export const formatNumber = (number) => numberFormat.format(number);
export const formatPercent = (share) => percentFormat.format(share);

/** A number of bytes for people. */
export function formatSize(bytes) {
  if (bytes < 1024) return t('bytes', { n: bytes });
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
