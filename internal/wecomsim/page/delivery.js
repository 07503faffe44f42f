import { post } from './api.js';
import { idWithCopy } from './copy.js';
import { announce, card, h } from './dom.js';
import { formatNumber, formatPercent, formatTime, t } from './i18n.js';

/** Send statuses in the order of the chart, with their words. */
const statuses = [
  ['sent', 'sent'],
  ['not_friend', 'notFriend'],
  ['over_quota', 'overQuota'],
  ['not_sent', 'notSent'],
];

/** A bar whose parts are the shares of the send statuses. */
export function deliveryBar(counts) {
  const bar = h('span', { class: 'bar', 'aria-hidden': 'true' });
  updateBar(bar, counts);
  return bar;
}

/** The counts of a bar in words. */
export function deliveryWords(counts) {
  const words = statuses.map(([name, word]) => `${t(word)} ${formatNumber(counts[name])}`).join(', ');
  return `${t('delivery')}: ${words}`;
}

function updateBar(bar, counts) {
  const total = statuses.reduce((sum, [name]) => sum + counts[name], 0);
  for (const [name] of statuses) {
    const part = bar.querySelector(`.${name}`) ?? bar.appendChild(h('span', { class: name }));
    part.style.flexGrow = total === 0 ? 0 : counts[name] / total;
  }
}

/**
 * The chart of one message. It keeps its elements, so that a change moves the
 * bar.
 */
export class DeliveryChart {
  constructor() {
    this.bar = h('div', { class: 'bar big', role: 'img' });
    this.numbers = new Map();
    const legend = statuses.map(([name, word]) => {
      const count = h('b', { 'data-status': name });
      const share = h('span', { class: 'share' });
      this.numbers.set(name, { count, share });
      return h(
        'div',
        { class: 'legend-item' },
        h('dt', {}, h('span', { class: `dot ${name}` }), t(word)),
        h('dd', {}, count, share),
      );
    });
    this.failed = h('p', { class: 'chart-note' });
    this.element = card(t('delivery'), this.bar, h('dl', { class: 'legend' }, legend), this.failed);
  }

  update(message) {
    const counts = message.by_status;
    updateBar(this.bar, counts);
    for (const [name, { count, share }] of this.numbers) {
      count.textContent = formatNumber(counts[name]);
      share.textContent = message.recipients > 0 ? formatPercent(counts[name] / message.recipients) : '';
    }
    this.bar.setAttribute('aria-label', deliveryWords(counts));
    this.failed.textContent = message.failed > 0 ? t('failedAbout', { n: formatNumber(message.failed) }) : '';
    this.failed.hidden = message.failed === 0;
  }
}

/** Who sends, with a button to confirm as each member. */
export function memberTable(message, act) {
  const confirm = async (task) => {
    await act(async () => {
      const after = await post(`messages/${message.msgid}/confirm`, { userid: task.userid });
      announce(t('confirmedAs', { name: task.name || task.userid, n: formatNumber(after.by_status.sent) }));
    });
  };
  const row = (task) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, task.name ? `${task.name} ` : '', idWithCopy(task.userid)),
      h(
        'td',
        { class: 'number' },
        task.recipients === 0 && task.status === 0 ? t('picksGroups') : formatNumber(task.recipients),
      ),
      h(
        'td',
        {},
        task.status === 0
          ? message.cancelled
            ? h('span', { class: 'muted' }, t('cancelled'))
            : h(
                'button',
                {
                  type: 'button',
                  'data-key': `confirm-${task.userid}`,
                  'data-confirm': task.userid,
                  onclick: () => confirm(task),
                },
                t('confirmAs'),
              )
          : h(
              'span',
              {},
              h('span', { class: 'done' }, t('sentAt')),
              ' ',
              h('time', { class: 'sent-time', datetime: task.send_time }, formatTime(task.send_time)),
            ),
      ),
    );
  return h(
    'div',
    { class: 'scroll-x' },
    h(
      'table',
      { class: 'members' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('member')),
          h('th', { scope: 'col', class: 'number' }, t('recipients')),
          h('th', { scope: 'col' }, t('state')),
        ),
      ),
      h('tbody', {}, message.tasks.map(row)),
    ),
  );
}
