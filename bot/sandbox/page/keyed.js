/** Lists that change under the reader's eyes. */

const FOCUSABLE = "button, a[href], input, select, textarea, summary, [tabindex]";
const signatures = new WeakMap();

/**
 * Make `parent` show `items` in this order. A node whose key and signature still hold is left alone, with its focus and whatever was typed.
 * Return the nodes that are new.
 */
export function arrange(parent, items, { key, sign, make }) {
  const wanted = new Set(items.map(key));
  const kept = new Map();
  for (const node of [...parent.children]) {
    if (wanted.has(node.dataset.key)) kept.set(node.dataset.key, node);
    else node.remove();
  }
  const fresh = [];
  let next = parent.firstElementChild;
  for (const item of items) {
    const old = kept.get(key(item));
    const node = current(old, item, { key, sign, make });
    if (!old) fresh.push(node);
    if (old === next && old) next = node.nextElementSibling;
    else parent.insertBefore(node, next);
  }
  return fresh;
}

function current(old, item, { key, sign, make }) {
  const signature = sign(item);
  if (old && signatures.get(old) === signature) return old;
  const node = make(item);
  node.dataset.key = key(item);
  signatures.set(node, signature);
  if (old) replace(old, node);
  return node;
}

/** Put `fresh` where `old` was; the focus goes to its counterpart. */
function replace(old, fresh) {
  const focused = old.contains(document.activeElement);
  const index = [...old.querySelectorAll(FOCUSABLE)].indexOf(document.activeElement);
  old.replaceWith(fresh);
  if (!focused) return;
  const candidates = [...fresh.querySelectorAll(FOCUSABLE)];
  (candidates[Math.min(index, candidates.length - 1)] ?? fresh).focus({ preventScroll: true });
}
