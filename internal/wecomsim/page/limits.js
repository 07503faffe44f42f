import { card, h } from './dom.js';
import { formatNumber, t } from './i18n.js';

/** How much of each documented limit the message uses. */
export function limitList(limits) {
  return card(
    t('limits'),
    h(
      'ul',
      { class: 'limits' },
      limits.map((use) => {
        const words = t(use.unit === 'bytes' ? 'bytesOf' : 'itemsOf', {
          used: formatNumber(use.used),
          limit: formatNumber(use.limit),
        });
        const meter = h('meter', {
          min: 0,
          max: use.limit,
          high: Math.floor(use.limit * 0.9),
          value: use.used,
          'aria-label': `${use.field}: ${words}`,
        });
        return h('li', {}, h('code', {}, use.field), meter, h('span', { class: 'number' }, words));
      }),
    ),
  );
}
