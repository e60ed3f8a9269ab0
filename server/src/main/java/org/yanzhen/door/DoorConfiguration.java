package org.yanzhen.door;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Wires the templates, the reader's face and the door's own files. */
@Configuration
class DoorConfiguration {

  @Bean
  TemplateEngine doorTemplates() {
    // The templates are classes of this jar; there is no folder to watch.
    return TemplateEngine.createPrecompiled(
        null, ContentType.Html, DoorConfiguration.class.getClassLoader(), "org.yanzhen.door.pages");
  }

  @Bean
  WebMvcConfigurer doorWeb(Faces faces) {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(faces);
      }

      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(faces).excludePathPatterns("/api/**");
      }

      @Override
      public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry
            .addResourceHandler("/door/**")
            .addResourceLocations("classpath:/static/door/")
            .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
      }
    };
  }
}
