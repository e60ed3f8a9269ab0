package org.yanzhen.solver.assign;

import java.util.Arrays;

/**
 * People by distance, the nearest first; a distance can fall while somebody waits. Four children a
 * node: half the levels, and the four lie side by side.
 */
final class PersonHeap {
  private long[] key;
  private int[] at;
  private int[] heap;
  private int size;

  PersonHeap(int people) {
    key = new long[people];
    at = new int[people];
    heap = new int[people];
    Arrays.fill(at, -1);
  }

  void growTo(int people) {
    if (people > at.length) {
      int before = at.length;
      int room = Math.max(people, 2 * before);
      key = Arrays.copyOf(key, room);
      at = Arrays.copyOf(at, room);
      heap = Arrays.copyOf(heap, room);
      Arrays.fill(at, before, room, -1);
    }
  }

  boolean isEmpty() {
    return size == 0;
  }

  long leastKey() {
    return key[heap[0]];
  }

  /** Puts the person in, or nearer if already there; the distance must not be farther. */
  void put(int person, long distance) {
    key[person] = distance;
    if (at[person] < 0) {
      at[person] = size;
      heap[size++] = person;
    }
    up(at[person], person, distance);
  }

  int takeLeast() {
    int least = heap[0];
    at[least] = -1;
    int last = heap[--size];
    if (size > 0) {
      down(0, last, key[last]);
    }
    return least;
  }

  void remove(int person) {
    int node = at[person];
    if (node < 0) {
      return;
    }
    at[person] = -1;
    int last = heap[--size];
    if (last != person) {
      at[last] = node;
      heap[node] = last;
      up(node, last, key[last]);
      if (at[last] == node) {
        down(node, last, key[last]);
      }
    }
  }

  void clear() {
    while (size > 0) {
      at[heap[--size]] = -1;
    }
  }

  private void up(int start, int person, long distance) {
    int node = start;
    while (node > 0) {
      int parent = (node - 1) >> 2;
      int other = heap[parent];
      if (key[other] <= distance) {
        break;
      }
      heap[node] = other;
      at[other] = node;
      node = parent;
    }
    heap[node] = person;
    at[person] = node;
  }

  private void down(int start, int person, long distance) {
    int node = start;
    while (true) {
      int first = 4 * node + 1;
      if (first >= size) {
        break;
      }
      int best = first;
      int end = Math.min(first + 4, size);
      for (int child = first + 1; child < end; child++) {
        if (key[heap[child]] < key[heap[best]]) {
          best = child;
        }
      }
      int other = heap[best];
      if (key[other] >= distance) {
        break;
      }
      heap[node] = other;
      at[other] = node;
      node = best;
    }
    heap[node] = person;
    at[person] = node;
  }
}
