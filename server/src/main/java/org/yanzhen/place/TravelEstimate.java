package org.yanzhen.place;

/**
 * How long somebody is on the way, door to door.
 *
 * @param minutes the expected time
 * @param lowMinutes a good day: dry road, own motorcycle or car at hand
 * @param highMinutes a bad day: rain, a ridge or a river in between, a lift to wait for
 * @param metres along the road, estimated
 */
public record TravelEstimate(int minutes, int lowMinutes, int highMinutes, int metres) {}
