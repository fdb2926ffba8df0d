/** Stands in for react-i18next's table of HTML entities, which only `Trans` uses: see noTrans.mjs. */
export const unescape = (/** @type {string} */ text) => text;
