import { deliveryBar, deliveryWords } from './delivery.js';
import { h } from './dom.js';
import { formatNumber, formatSpan, formatTime, t } from './i18n.js';

/** Height of a row in pixels. */
export const rowHeight = 88;

/**
 * A row of the list: one message, or several that belong together. While it is
 * not loaded the row is empty.
 */
export function listRow(row, position, { shown, opened, active, toggle }) {
  if (row?.run) {
    const { run } = row;
    const open = opened.has(run.id);
    const element = frame('div', row, position, active, !open && run.newest === shown);
    element.classList.add('run');
    element.setAttribute('aria-expanded', String(open));
    element.addEventListener('click', () => toggle(run.id, position));
    element.append(...runParts(run));
    return element;
  }
  const message = row?.message;
  const element = frame('a', row, position, active, message !== undefined && message.msgid === shown);
  if (!message) return element;
  element.href = `#/messages/${message.msgid}`;
  element.append(...messageParts(message));
  return element;
}

function frame(tag, row, position, active, selected) {
  const element = h(tag, {
    class: `row${active ? ' active' : ''}${row?.within ? ' within' : ''}`,
    role: 'treeitem',
    id: `row-${position}`,
    tabindex: -1,
    'aria-level': row?.within ? 2 : 1,
    'aria-selected': String(selected),
    'aria-posinset': row?.place,
    'aria-setsize': row?.of,
  });
  element.style.height = `${rowHeight}px`;
  element.style.transform = `translateY(${position * rowHeight}px)`;
  return element;
}

function messageParts(message) {
  return [
    h('span', { class: 'row-text' }, beginning(message)),
    h(
      'span',
      { class: 'row-facts' },
      h('span', { class: 'chip' }, audience(message)),
      h('span', {}, t('membersSent', { sent: formatNumber(message.members_sent), n: formatNumber(message.members) })),
      message.cancelled && h('span', { class: 'chip bad' }, t('cancelled')),
      message.failed > 0 && h('span', { class: 'chip bad' }, t('failedCount', { n: formatNumber(message.failed) })),
    ),
    h(
      'span',
      { class: 'row-foot' },
      deliveryBar(message.by_status),
      h('time', { datetime: message.create_time }, formatTime(message.create_time)),
    ),
  ];
}

function runParts(run) {
  const states = [
    ['runSent', run.by_state.sent],
    ['runPending', run.by_state.pending],
    ['runCancelled', run.by_state.cancelled],
  ];
  const delivery = deliveryWords(run.by_status);
  return [
    h('span', { class: 'row-text' }, beginning(run)),
    h(
      'span',
      { class: 'row-facts' },
      h('span', { class: 'chip' }, t('messageCount', { n: formatNumber(run.messages) })),
      h('span', {}, t('memberCount', { n: formatNumber(run.members) })),
      h('span', {}, recipients(run)),
    ),
    h(
      'span',
      { class: 'row-facts' },
      states.filter(([, n]) => n > 0).map(([word, n]) => h('span', {}, t(word, { n: formatNumber(n) }))),
      run.failed > 0 && h('span', { class: 'chip bad' }, t('failedCount', { n: formatNumber(run.failed) })),
      h('span', { class: 'run-bar', role: 'img', 'aria-label': delivery, title: delivery }, deliveryBar(run.by_status)),
    ),
    h('time', { class: 'run-time', datetime: run.last_time }, formatSpan(run.first_time, run.last_time)),
  ];
}

/** The text on one line, or what is attached where there is none. */
function beginning(content) {
  return content.text.trim().replace(/\s+/g, ' ') || attachmentNames(content);
}

/**
 * A group message without chat ids has no recipients until the owner confirms.
 */
function audience(message) {
  if (message.chat_type === 'group' && message.recipients === 0 && message.members_sent === 0) return t('picksGroups');
  return recipients(message);
}

function recipients(content) {
  const word = content.chat_type === 'group' ? 'groupCount' : 'customerCount';
  return t(word, { n: formatNumber(content.recipients) });
}

function attachmentNames(content) {
  return (content.attachments ?? []).map((attachment) => `[${t(attachment.msgtype)}]`).join(' ');
}
