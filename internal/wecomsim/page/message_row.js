import { deliveryBar } from './delivery.js';
import { h } from './dom.js';
import { formatNumber, formatTime, t } from './i18n.js';

/** Height of a row in pixels. */
export const rowHeight = 88;

/** One message in the list. While it is not loaded the row is empty. */
export function messageRow(message, position, total, { open, active }) {
  const row = h('a', {
    class: `row${active ? ' active' : ''}`,
    role: 'option',
    id: `row-${position}`,
    tabindex: -1,
    'aria-selected': String(open),
    'aria-posinset': position + 1,
    'aria-setsize': total,
    href: message ? `#/messages/${message.msgid}` : null,
  });
  row.style.height = `${rowHeight}px`;
  row.style.transform = `translateY(${position * rowHeight}px)`;
  if (!message) return row;
  row.append(
    h('span', { class: 'row-text' }, message.text.trim().replace(/\s+/g, ' ') || attachmentNames(message)),
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
  );
  return row;
}

/**
 * A group message without chat ids has no recipients until the owner confirms.
 */
function audience(message) {
  if (message.chat_type !== 'group') return t('customerCount', { n: formatNumber(message.recipients) });
  if (message.recipients === 0 && message.members_sent === 0) return t('picksGroups');
  return t('groupCount', { n: formatNumber(message.recipients) });
}

function attachmentNames(message) {
  return (message.attachments ?? []).map((attachment) => `[${t(attachment.msgtype)}]`).join(' ');
}
