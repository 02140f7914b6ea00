/* The work on every pixel of every frame: resampling, mixing, colours. 8 bit planes, no padding.

   The plain loops say what is meant; where the processor has AVX2 the same integers are computed
   sixteen at a time. Nothing is kept between calls, so threads need no lock. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define WIDE __attribute__((target("avx2")))
#define HAS_WIDE 1
#endif

#define SHARE_BITS 15 /* of a share between two rows, or two frames */
#define TAP_BITS 14   /* of a share between two columns */
#define LEVEL_BITS 7  /* below a level, between the two passes */
#define MOST_SPAN 6   /* columns between the first and the last of four pixels */

int32_t kernel_version(void) { return 2; }

static int wide(void) {
#ifdef HAS_WIDE
    return __builtin_cpu_supports("avx2");
#else
    return 0;
#endif
}

/* Between two bytes: a where share is 0, nearly b at 32767; in 1/128 levels. */
static inline int16_t between(int a, int b, int share) {
    return (int16_t)((a << LEVEL_BITS) + (((((b - a) * 128) * share) + 0x4000) >> SHARE_BITS));
}

static int share_of(double part) {
    int share = (int)(part * (1 << SHARE_BITS) + 0.5);
    return share > 32767 ? 32767 : share;
}

/* ---- two rows, or two frames, become one ---- */

static void rows_plain(const uint8_t *a, const uint8_t *b, int share, int n, int16_t *out) {
    for (int i = 0; i < n; i++) out[i] = between(a[i], b[i], share);
}

static void mix_plain(const uint8_t *a, const uint8_t *b, int share, int64_t n, uint8_t *out) {
    for (int64_t i = 0; i < n; i++)
        out[i] = (uint8_t)((between(a[i], b[i], share) + 64) >> LEVEL_BITS);
}

#ifdef HAS_WIDE
WIDE static inline __m256i between_wide(const uint8_t *a, const uint8_t *b, __m256i share) {
    __m256i from = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)a));
    __m256i to = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)b));
    __m256i step = _mm256_slli_epi16(_mm256_sub_epi16(to, from), LEVEL_BITS);
    return _mm256_add_epi16(_mm256_slli_epi16(from, LEVEL_BITS), _mm256_mulhrs_epi16(step, share));
}

WIDE static void rows_wide(const uint8_t *a, const uint8_t *b, int share, int n, int16_t *out) {
    const __m256i shares = _mm256_set1_epi16((int16_t)share);
    int i = 0;
    for (; i + 16 <= n; i += 16)
        _mm256_storeu_si256((__m256i *)(out + i), between_wide(a + i, b + i, shares));
    rows_plain(a + i, b + i, share, n - i, out + i);
}

WIDE static void mix_wide(const uint8_t *a, const uint8_t *b, int share, int64_t n, uint8_t *out) {
    const __m256i shares = _mm256_set1_epi16((int16_t)share), half = _mm256_set1_epi16(64);
    int64_t i = 0;
    for (; i + 32 <= n; i += 32) {
        __m256i low = _mm256_add_epi16(between_wide(a + i, b + i, shares), half);
        __m256i high = _mm256_add_epi16(between_wide(a + i + 16, b + i + 16, shares), half);
        __m256i both = _mm256_packus_epi16(_mm256_srli_epi16(low, LEVEL_BITS),
                                           _mm256_srli_epi16(high, LEVEL_BITS));
        _mm256_storeu_si256((__m256i *)(out + i), _mm256_permute4x64_epi64(both, 0xD8));
    }
    mix_plain(a + i, b + i, share, n - i, out + i);
}
#endif

/* out = a + (b - a) * share, for n bytes. */
void kernel_mix(const uint8_t *a, const uint8_t *b, double share, int64_t n, uint8_t *out) {
#ifdef HAS_WIDE
    if (wide()) {
        mix_wide(a, b, share_of(share), n, out);
        return;
    }
#endif
    mix_plain(a, b, share_of(share), n, out);
}

/* ---- columns ---- */

/* Where every output pixel lies: between column from[x] and the next, by tap[2x] and tap[2x+1]. */
typedef struct {
    int32_t *from;
    int16_t *tap;
    uint8_t *pick; /* for each four pixels, the bytes of their eight columns */
    int groups;    /* of sixteen pixels */
    int narrow;    /* four pixels never span more than eight columns */
} Columns;

static void place(double at, int length, int *from, double *part) {
    if (at < 0) at = 0;
    if (at > length - 1) at = length - 1;
    *from = (int)at;
    if (*from > length - 2) *from = length > 1 ? length - 2 : 0;
    *part = length > 1 ? at - *from : 0;
}

/* Groups of four pixels lie in memory as 0 2 1 3, as packing wants them. */
static int slot(int x) {
    static const int order[4] = {0, 2, 1, 3};
    return (x / 16) * 16 + order[(x / 4) % 4] * 4 + x % 4;
}

static void pick_columns(Columns *columns, int padded, int spread) {
    for (int x = 0; x < padded; x += 4) {
        int s = slot(x), first = columns->from[s];
        for (int k = 0; k < 4; k++) {
            int offset = columns->from[s + k] - first;
            if (offset < 0 || offset > spread) columns->narrow = 0;
            for (int byte = 0; byte < 4; byte++)
                columns->pick[4 * (s + k) + byte] = (uint8_t)((2 * offset + byte) & 15);
        }
    }
}

static int lay_columns(Columns *columns, double left, double step, int source, int target) {
    int padded = (target + 15) / 16 * 16;
    columns->groups = padded / 16;
    columns->narrow = 1;
    columns->from = malloc((size_t)padded * 12);
    if (!columns->from) return 0;
    columns->tap = (int16_t *)(columns->from + padded);
    columns->pick = (uint8_t *)(columns->tap + 2 * padded);
    for (int x = 0; x < padded; x++) {
        double part;
        int s = slot(x);
        place(left + step * (x < target ? x : target - 1), source, &columns->from[s], &part);
        columns->tap[2 * s + 1] = (int16_t)(part * (1 << TAP_BITS) + 0.5);
        columns->tap[2 * s] = (int16_t)((1 << TAP_BITS) - columns->tap[2 * s + 1]);
    }
    pick_columns(columns, padded, MOST_SPAN);
    return 1;
}

static void columns_plain(const int16_t *row, const Columns *columns, int n, uint8_t *out) {
    for (int x = 0; x < n; x++) {
        int s = slot(x);
        const int16_t *at = row + columns->from[s], *tap = columns->tap + 2 * s;
        out[x] = (uint8_t)((at[0] * tap[0] + at[1] * tap[1] + (1 << 20)) >> (TAP_BITS + LEVEL_BITS));
    }
}

#ifdef HAS_WIDE
WIDE static inline __m256i eight(const int16_t *row, const Columns *columns, int s) {
    const int32_t *from = columns->from + s;
    __m256i near = _mm256_inserti128_si256(
        _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)(row + from[0]))),
        _mm_loadu_si128((const __m128i *)(row + from[4])), 1);
    __m256i pairs =
        _mm256_shuffle_epi8(near, _mm256_loadu_si256((const __m256i *)(columns->pick + 4 * s)));
    __m256i sums =
        _mm256_madd_epi16(pairs, _mm256_loadu_si256((const __m256i *)(columns->tap + 2 * s)));
    return _mm256_srai_epi32(_mm256_add_epi32(sums, _mm256_set1_epi32(1 << 20)),
                             TAP_BITS + LEVEL_BITS);
}

WIDE static void columns_wide(const int16_t *row, const Columns *columns, int n, uint8_t *out) {
    for (int group = 0; group < columns->groups; group++) {
        int s = group * 16, room = n - s;
        __m256i words = _mm256_packs_epi32(eight(row, columns, s), eight(row, columns, s + 8));
        __m256i bytes = _mm256_permute4x64_epi64(_mm256_packus_epi16(words, words), 0x08);
        __m128i done = _mm256_castsi256_si128(bytes);
        if (room >= 16) {
            _mm_storeu_si128((__m128i *)(out + s), done);
        } else {
            uint8_t last[16];
            _mm_storeu_si128((__m128i *)last, done);
            memcpy(out + s, last, (size_t)room);
        }
    }
}
#endif

/* ---- a plane seen at another scale ---- */

static void one_row(const uint8_t *a, const uint8_t *b, int share, int width, int16_t *row) {
#ifdef HAS_WIDE
    if (wide()) {
        rows_wide(a, b, share, width, row);
        return;
    }
#endif
    rows_plain(a, b, share, width, row);
}

static void all_columns(const int16_t *row, const Columns *columns, int n, uint8_t *out) {
#ifdef HAS_WIDE
    if (columns->narrow && wide()) {
        columns_wide(row, columns, n, out);
        return;
    }
#endif
    columns_plain(row, columns, n, out);
}

/* Fill a plane: its pixel (x, y) is the source at (left + x * step_x, top + y * step_y), bilinear,
   the border repeated. lines: left, step_x, top, step_y. 0 when there is no memory. */
int32_t kernel_resample(const uint8_t *source, int32_t width, int32_t height, uint8_t *target,
                        int32_t target_width, int32_t target_height, const double *lines) {
    Columns columns;
    if (!lay_columns(&columns, lines[0], lines[1], width, target_width)) return 0;
    int16_t *row = calloc((size_t)width + 32, sizeof *row);
    if (!row) {
        free(columns.from);
        return 0;
    }
    int first = columns.from[0], last = columns.from[slot(target_width - 1)] + 2;
    if (last > width) last = width;
    for (int y = 0; y < target_height; y++) {
        int from;
        double part;
        place(lines[2] + lines[3] * y, height, &from, &part);
        const uint8_t *a = source + (int64_t)from * width, *b = height > 1 ? a + width : a;
        one_row(a + first, b + first, share_of(part), last - first, row + first);
        all_columns(row, &columns, target_width, target + (int64_t)y * target_width);
    }
    free(row);
    free(columns.from);
    return 1;
}

/* ---- from RGB to planes ---- */

static inline uint8_t weighed(const int32_t *row, int r, int g, int b) {
    int level = (row[0] * r + row[1] * g + row[2] * b + row[3] + (1 << 15)) >> 16;
    return (uint8_t)(level < 0 ? 0 : level > 255 ? 255 : level);
}

/* Two rows become one row of chroma: pairs of rows, and 1 2 1 around every even column. */
static void chroma_row(const uint8_t *upper, const uint8_t *lower, int width, const int32_t *rows,
                       uint8_t *u, uint8_t *v) {
    for (int x = 0; x < width; x += 2) {
        int before = 3 * (x ? x - 1 : 0), here = 3 * x, after = 3 * (x + 1), sum[3];
        for (int c = 0; c < 3; c++) {
            int left = upper[before + c] + lower[before + c];
            int middle = upper[here + c] + lower[here + c];
            sum[c] = (left + 2 * middle + upper[after + c] + lower[after + c] + 4) >> 3;
        }
        u[x / 2] = weighed(rows, sum[0], sum[1], sum[2]);
        v[x / 2] = weighed(rows + 4, sum[0], sum[1], sum[2]);
    }
}

/* rows: three times the weights of R, G, B and an offset, in 1/65536. Sides are even. */
void kernel_planes(const uint8_t *rgb, int32_t width, int32_t height, const int32_t *rows,
                   uint8_t *planes) {
    uint8_t *u = planes + (int64_t)width * height, *v = u + (int64_t)width * height / 4;
    for (int y = 0; y < height; y++) {
        const uint8_t *line = rgb + (int64_t)y * width * 3;
        uint8_t *luma = planes + (int64_t)y * width;
        for (int x = 0; x < width; x++)
            luma[x] = weighed(rows, line[3 * x], line[3 * x + 1], line[3 * x + 2]);
        if (y % 2)
            chroma_row(line - 3 * (int64_t)width, line, width, rows + 4,
                       u + (int64_t)(y / 2) * (width / 2), v + (int64_t)(y / 2) * (width / 2));
    }
}

/* ---- a picture at another size, by weighted sums ---- */

/* Sample n is the sum of taps source samples from from[n] on, times weights, in 1/16384. */
typedef struct {
    const int32_t *from;
    const int16_t *weights;
    int taps; /* a multiple of four; what lies beyond the source has the weight 0 */
} Sums;

static inline uint8_t level(int sum) {
    int value = (sum + (1 << (TAP_BITS - 1))) >> TAP_BITS;
    return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

static void across_plain(const uint8_t *row, const Sums *sums, int n, uint8_t *out) {
    for (int x = 0; x < n; x++) {
        const uint8_t *at = row + 3 * sums->from[x];
        const int16_t *weights = sums->weights + (int64_t)x * sums->taps;
        int r = 0, g = 0, b = 0;
        for (int k = 0; k < sums->taps; k++) {
            r += at[3 * k] * weights[k];
            g += at[3 * k + 1] * weights[k];
            b += at[3 * k + 2] * weights[k];
        }
        out[3 * x] = level(r), out[3 * x + 1] = level(g), out[3 * x + 2] = level(b);
    }
}

static void down_plain(uint8_t *const *rows, const int16_t *weights, int taps, int start, int n,
                       uint8_t *out) {
    for (int i = start; i < n; i++) {
        int sum = 0;
        for (int k = 0; k < taps; k++) sum += rows[k][i] * weights[k];
        out[i] = level(sum);
    }
}

#ifdef HAS_WIDE
WIDE static void across_wide(const uint8_t *row, const Sums *sums, int n, uint8_t *out) {
    /* Of twelve bytes r g b r g b …: the first two pixels by channel, then the other two. */
    const __m256i by_channel = _mm256_setr_epi8(
        0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1,
        6, -1, 9, -1, 7, -1, 10, -1, 8, -1, 11, -1, -1, -1, -1, -1);
    const __m256i spread = _mm256_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1);
    const __m128i half = _mm_set1_epi32(1 << (TAP_BITS - 1));
    for (int x = 0; x < n; x++) {
        const uint8_t *at = row + 3 * sums->from[x];
        const int16_t *weights = sums->weights + (int64_t)x * sums->taps;
        __m256i total = _mm256_setzero_si256();
        for (int k = 0; k < sums->taps; k += 4) {
            __m256i four = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(at + 3 * k)));
            __m256i pair = _mm256_permutevar8x32_epi32(
                _mm256_castsi128_si256(_mm_loadl_epi64((const __m128i *)(weights + k))), spread);
            __m256i sum = _mm256_madd_epi16(_mm256_shuffle_epi8(four, by_channel), pair);
            total = _mm256_add_epi32(total, sum);
        }
        __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(total), _mm256_extracti128_si256(total, 1));
        __m128i words = _mm_srai_epi32(_mm_add_epi32(sum, half), TAP_BITS);
        __m128i bytes = _mm_packus_epi16(_mm_packs_epi32(words, words), words);
        int32_t pixel = _mm_cvtsi128_si32(bytes);
        memcpy(out + 3 * x, &pixel, 4); /* out has a byte to spare */
    }
}

WIDE static void down_wide(uint8_t *const *rows, const int16_t *weights, int taps, int n,
                           uint8_t *out) {
    const __m256i half = _mm256_set1_epi32(1 << (TAP_BITS - 1));
    int i = 0;
    for (; i + 16 <= n; i += 16) {
        __m256i low = half, high = half;
        for (int k = 0; k < taps; k += 2) {
            int32_t two;
            memcpy(&two, weights + k, 4);
            __m256i pair = _mm256_set1_epi32(two);
            __m128i a = _mm_loadu_si128((const __m128i *)(rows[k] + i));
            __m128i b = _mm_loadu_si128((const __m128i *)(rows[k + 1] + i));
            __m256i left = _mm256_cvtepu8_epi16(_mm_unpacklo_epi8(a, b));
            __m256i right = _mm256_cvtepu8_epi16(_mm_unpackhi_epi8(a, b));
            low = _mm256_add_epi32(low, _mm256_madd_epi16(left, pair));
            high = _mm256_add_epi32(high, _mm256_madd_epi16(right, pair));
        }
        __m256i words = _mm256_packs_epi32(_mm256_srai_epi32(low, TAP_BITS),
                                           _mm256_srai_epi32(high, TAP_BITS));
        words = _mm256_permute4x64_epi64(words, 0xD8);
        __m128i bytes = _mm_packus_epi16(_mm256_castsi256_si128(words),
                                         _mm256_extracti128_si256(words, 1));
        _mm_storeu_si128((__m128i *)(out + i), bytes);
    }
    down_plain(rows, weights, taps, i, n, out);
}
#endif

/* Rows already made narrower, the newest few: row y lies in its place y modulo their number. */
typedef struct {
    const uint8_t *rgb;
    int width, height, target_width, next;
    const Sums *across;
    uint8_t *wide_row, *narrow;
    int64_t stride;
    int room;
} Ring;

static void narrow_row(Ring *ring, int y) {
    uint8_t *out = ring->narrow + (y % ring->room) * ring->stride;
    memcpy(ring->wide_row, ring->rgb + (int64_t)y * ring->width * 3, (size_t)ring->width * 3);
#ifdef HAS_WIDE
    if (wide()) {
        across_wide(ring->wide_row, ring->across, ring->target_width, out);
        return;
    }
#endif
    across_plain(ring->wide_row, ring->across, ring->target_width, out);
}

static void sum_rows(Ring *ring, const Sums *down, int y, uint8_t **rows, uint8_t *out) {
    const int16_t *weights = down->weights + (int64_t)y * down->taps;
    int from = down->from[y], n = 3 * ring->target_width, last = ring->height - 1;
    if (ring->next < from) ring->next = from;
    for (; ring->next < from + down->taps && ring->next <= last; ring->next++)
        narrow_row(ring, ring->next);
    for (int k = 0; k < down->taps; k++)
        rows[k] = ring->narrow + ((from + k > last ? last : from + k) % ring->room) * ring->stride;
#ifdef HAS_WIDE
    if (wide()) {
        down_wide(rows, weights, down->taps, n, out);
        return;
    }
#endif
    down_plain(rows, weights, down->taps, 0, n, out);
}

/* RGB to RGB of another size. 0 when there is no memory. */
int32_t kernel_resize(const uint8_t *rgb, int32_t width, int32_t height, uint8_t *target,
                      int32_t target_width, int32_t target_height, const int32_t *from_x,
                      const int16_t *weights_x, int32_t taps_x, const int32_t *from_y,
                      const int16_t *weights_y, int32_t taps_y) {
    const Sums across = {from_x, weights_x, taps_x}, down = {from_y, weights_y, taps_y};
    int64_t stride = 3 * (int64_t)target_width + 16;
    size_t margin = 3 * (size_t)taps_x + 32;
    uint8_t *wide_row = calloc((size_t)width * 3 + margin, 1);
    uint8_t *narrow = calloc((size_t)(stride * taps_y), 1);
    uint8_t **rows = malloc((size_t)taps_y * sizeof *rows);
    if (wide_row && narrow && rows) {
        Ring ring = {rgb, width, height, target_width, 0, &across, wide_row, narrow, stride, taps_y};
        for (int y = 0; y < target_height; y++)
            sum_rows(&ring, &down, y, rows, target + 3 * (int64_t)y * target_width);
    }
    int done = wide_row && narrow && rows;
    free(wide_row);
    free(narrow);
    free(rows);
    return done;
}
