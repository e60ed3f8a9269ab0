/**
 * Measurements: they print their commands and their machine, and compare with the limit found in
 * the same run.
 */
@NullMarked
package org.yanzhen.bench;

import org.jspecify.annotations.NullMarked;
