package org.yanzhen.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.yanzhen.Yanzhen;
import org.yanzhen.boot.TestHouse;

/**
 * A test against the whole application: real PostgreSQL, real HTTP on a random port, the demo
 * county in realm 1.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Yanzhen.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestHouse.class)
@Import({TestClock.class, County.class, Neighbour.class, OpenApiOfCommands.class})
@ExtendWith(RoomInHands.class)
public @interface YanzhenTest {}
