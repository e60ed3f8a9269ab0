package org.yanzhen.order;

/** How far one problem behind many orders has come. */
public enum DossierStage {
  /** Orders that look alike have been put together. 归集 */
  OPEN,
  /** Somebody goes and looks. 调研 */
  SURVEY,
  /** Why it is so. 找根因 */
  CAUSE,
  /** Tried at one place. 试点 */
  PILOT,
  /** Done everywhere. 推广 */
  ROLLOUT,
  /** Over, or given up. 结项 */
  CLOSED
}
