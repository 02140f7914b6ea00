/* The layers of the agent's networks: what exact.py and layers.py say, on one thread.

   Rows and weights are whole numbers, so their products are the same in any order; the rest is in
   double precision. The plain loops say what is meant; for processors with AVX2, or with AVX-512
   and its products of pairs, the same code is compiled once more. Nothing is kept between calls. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define WIDE __attribute__((target("avx2,fma")))
#define WIDEST __attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")))
#define HAS_WIDE 1
#endif

#define INLINE static inline __attribute__((always_inline))

#define STEPS 128.0     /* whole steps to one */
#define FARTHEST 16383  /* the most steps that a row may have */
#define SMALL 1e-5      /* keeps from dividing by no spread */
#define ROWS 8          /* that are multiplied together */
#define COLUMNS 32      /* likewise; matrices are filled up to so many */
#define LANES 4         /* numbers that are worked on at once */
#define SIDE 4          /* rows that look at others together */
#define ROUND 6755399441055744.0 /* 1.5 * 2^52: added and taken away, it rounds */

int32_t network_version(void) { return 1; }

/* weights: (filled / COLUMNS, in / 2, COLUMNS, 2), pairs of rows side by side; others: filled. */
typedef struct {
    const int16_t *weights;
    const double *sizes, *shift;
    int32_t in, out;
} Linear;

/* What a GELU is looked up in, in steps of 1 / fine from -reach to reach. */
typedef struct {
    const int16_t *steps;
    const double *values;
    int32_t fine, reach;
} Bend;

/* Queries and what is found by them, both by heads: rows of so many numbers lie stride apart. */
typedef struct {
    const double *at;
    int32_t rows, stride;
} Table;

/* Numbers side by side, wherever they lie. */
typedef double Lanes __attribute__((vector_size(LANES * sizeof(double)), aligned(8), may_alias));

/* Which of the compiled ways this processor can go; tests let it go no further than MOST_WAY. */
typedef enum { ANY, AVX2, VNNI } Way;

#ifndef MOST_WAY
#define MOST_WAY VNNI
#endif

static Way way(void) {
#ifdef HAS_WIDE
    int wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    int widest = __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                 __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
    Way found = wide && widest ? VNNI : wide ? AVX2 : ANY;
    return found < MOST_WAY ? found : MOST_WAY;
#else
    return ANY;
#endif
}

/* 0 where only the plain loops are left: there NumPy is faster. */
int32_t network_way(void) { return (int32_t)way(); }

/* ---- products ---- */

INLINE const int16_t *pairs_of(const Linear *by, int column, int k) {
    return by->weights + (int64_t)column * by->in + k * COLUMNS;
}

INLINE void sums_plain(const int16_t *const *rows, int n, const Linear *by, int column,
                       int32_t (*sums)[COLUMNS]) {
    memset(sums, 0, sizeof(int32_t) * ROWS * COLUMNS);
    for (int k = 0; k < by->in; k += 2) {
        const int16_t *pairs = pairs_of(by, column, k);
        for (int r = 0; r < n; r++)
            for (int c = 0; c < COLUMNS; c++)
                sums[r][c] += rows[r][k] * pairs[2 * c] + rows[r][k + 1] * pairs[2 * c + 1];
    }
}

#ifdef HAS_WIDE
INLINE int32_t pair_of(const int16_t *row) {
    int32_t two;
    memcpy(&two, row, 4);
    return two;
}

#define HALF (COLUMNS / 2)

/* Four rows, columns from the first or the second half on. */
WIDE static inline void sums_avx2(const int16_t *const *rows, const Linear *by, int column,
                                  int half, int32_t (*sums)[COLUMNS]) {
    __m256i low[4], high[4];
    for (int r = 0; r < 4; r++) low[r] = high[r] = _mm256_setzero_si256();
    for (int k = 0; k < by->in; k += 2) {
        const int16_t *pairs = pairs_of(by, column, k) + 2 * half;
        __m256i left = _mm256_loadu_si256((const __m256i *)pairs);
        __m256i right = _mm256_loadu_si256((const __m256i *)(pairs + HALF));
        for (int r = 0; r < 4; r++) {
            __m256i pair = _mm256_set1_epi32(pair_of(rows[r] + k));
            low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(pair, left));
            high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(pair, right));
        }
    }
    for (int r = 0; r < 4; r++) {
        _mm256_storeu_si256((__m256i *)(sums[r] + half), low[r]);
        _mm256_storeu_si256((__m256i *)(sums[r] + half + HALF / 2), high[r]);
    }
}

/* n rows, a number that the compiler knows. */
WIDEST static inline __attribute__((always_inline)) void sums_vnni(
    const int16_t *const *rows, int n, const Linear *by, int column, int32_t (*sums)[COLUMNS]) {
    __m512i left[ROWS], right[ROWS];
    for (int r = 0; r < n; r++) left[r] = right[r] = _mm512_setzero_si512();
    for (int k = 0; k < by->in; k += 2) {
        const int16_t *pairs = pairs_of(by, column, k);
        __m512i low = _mm512_loadu_si512(pairs), high = _mm512_loadu_si512(pairs + COLUMNS);
        for (int r = 0; r < n; r++) {
            __m512i pair = _mm512_set1_epi32(pair_of(rows[r] + k));
            left[r] = _mm512_dpwssd_epi32(left[r], pair, low);
            right[r] = _mm512_dpwssd_epi32(right[r], pair, high);
        }
    }
    for (int r = 0; r < n; r++) {
        _mm512_storeu_si512(sums[r], left[r]);
        _mm512_storeu_si512(sums[r] + HALF, right[r]);
    }
}

WIDEST static void sums_widest(const int16_t *const *rows, int n, const Linear *by, int column,
                               int32_t (*sums)[COLUMNS]) {
    if (n <= 4)
        sums_vnni(rows, 4, by, column, sums);
    else
        sums_vnni(rows, ROWS, by, column, sums);
}
#endif

INLINE void sums_of(Way way, const int16_t *const *rows, int n, const Linear *by, int column,
                    int32_t (*sums)[COLUMNS]) {
#ifdef HAS_WIDE
    if (way == VNNI) {
        sums_widest(rows, n, by, column, sums);
    } else if (way == AVX2) {
        for (int half = 0; half < COLUMNS; half += HALF) {
            sums_avx2(rows, by, column, half, sums);
            if (n > 4) sums_avx2(rows + 4, by, column, half, sums + 4);
        }
    } else
#endif
        sums_plain(rows, n, by, column, sums);
}

INLINE void scaled(const int32_t *sums, const Linear *by, int column, int n, int more,
                   double *out) {
    const double *sizes = by->sizes + column, *shift = by->shift + column;
    for (int c = 0; c < n; c++)
        out[c] = (more ? out[c] : 0) + (sums[c] * sizes[c] + shift[c]);
}

/* n rows, at most ROWS of them, times a matrix; out is (n, out), kept and added to with more. */
INLINE void multiply(Way way, const int16_t *rows, int n, const Linear *by, int more,
                     double *out) {
    const int16_t *at[ROWS];
    for (int r = 0; r < ROWS; r++) at[r] = rows + (int64_t)(r < n ? r : n - 1) * by->in;
    for (int column = 0; column < by->out; column += COLUMNS) {
        int32_t sums[ROWS][COLUMNS];
        sums_of(way, at, n, by, column, sums);
        for (int r = 0; r < n; r++) {
            double *to = out + (int64_t)r * by->out + column;
            if (by->out - column >= COLUMNS)
                scaled(sums[r], by, column, COLUMNS, more, to);
            else
                scaled(sums[r], by, column, by->out - column, more, to);
        }
    }
}

INLINE double rounded(double value) { return (value + ROUND) - ROUND; }

/* A row divided by its spread, in whole steps. */
INLINE void even(const double *x, int size, int16_t *out) {
    double sums[LANES] = {0}, squares[LANES] = {0}, sum = 0, square = 0;
    for (int c = 0; c < size; c += LANES)
        for (int k = 0; k < LANES; k++) {
            sums[k] += x[c + k];
            squares[k] += x[c + k] * x[c + k];
        }
    for (int k = 0; k < LANES; k++) sum += sums[k], square += squares[k];
    double mean = sum / size, by = STEPS / sqrt(square / size - mean * mean + SMALL);
    for (int c = 0; c < size; c++) out[c] = (int16_t)(int32_t)rounded(x[c] * by);
}

INLINE void step(const double *x, int size, int16_t *out) {
    for (int c = 0; c < size; c++) {
        double value = rounded(x[c] * STEPS);
        value = value > FARTHEST ? FARTHEST : value < -FARTHEST ? -FARTHEST : value;
        out[c] = (int16_t)(int32_t)value;
    }
}

INLINE int place(double value, const Bend *bend) {
    double middle = (double)bend->reach * bend->fine, at = value * bend->fine + (middle + 0.5);
    return (int)(at < 0 ? 0 : at > 2 * middle ? 2 * middle : at);
}

/* ---- attention ---- */

INLINE int least(int a, int b) { return a < b ? a : b; }

/* e to a power that is not above 0, within two units in the last place. */
INLINE double power(double x) {
    const double high = 6.93147180369123816490e-01, low = 1.90821492927058770002e-10;
    x = x < -700 ? -700 : x;
    double shifted = x * 1.44269504088896338700 + ROUND, n = shifted - ROUND;
    double r = (x - n * high) - n * low, sum = 1.0 / 479001600;
    const double parts[] = {1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
                            1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1.0, 1.0};
    for (int k = 0; k < 12; k++) sum = sum * r + parts[k];
    uint64_t bits;
    memcpy(&bits, &shifted, 8);
    bits = (bits + 1023) << 52;
    double scale;
    memcpy(&scale, &bits, 8);
    return sum * scale;
}

INLINE int filled_to(int n, int lanes) { return (n + lanes - 1) / lanes * lanes; }

/* What speaks for looking at each of some: keys (size, filled); room: SIDE rows of filled. */
INLINE void score(const double *const *asks, const double *keys, int some, int filled, int size,
                  double *room) {
    for (int j = 0; j < some; j += LANES) {
        Lanes seen[SIDE] = {{0}};
        for (int d = 0; d < size; d++) {
            Lanes key = *(const Lanes *)(keys + (int64_t)d * filled + j);
            for (int r = 0; r < SIDE; r++) seen[r] += asks[r][d] * key;
        }
        for (int r = 0; r < SIDE; r++) *(Lanes *)(room + (int64_t)r * filled + j) = seen[r];
    }
}

/* Scores become shares of n that are looked at; their sum is given. */
INLINE double shared(double *room, int n, int some) {
    double most = -INFINITY, sum = 0;
    for (int j = n; j < some; j++) room[j] = -INFINITY;
    for (int j = 0; j < n; j++) most = room[j] > most ? room[j] : most;
    for (int j = 0; j < some; j++) room[j] = power(room[j] - most);
    for (int j = 0; j < n; j++) sum += room[j];
    return sum;
}

/* What is found by shares of n values. */
INLINE void collect(const double *room, int filled, const double *sums, const Table *told, int n,
                    int value, int size, double *const *found) {
    for (int d = 0; d < size; d += LANES) {
        const double *row = told->at + value + d;
        Lanes one[SIDE] = {{0}};
        for (int j = 0; j < n; j++, row += told->stride)
            for (int r = 0; r < SIDE; r++)
                one[r] += room[(int64_t)r * filled + j] * *(const Lanes *)row;
        for (int r = 0; r < SIDE; r++) *(Lanes *)(found[r] + d) = one[r] / sums[r];
    }
}

/* told holds keys from column key on, and values behind them; out is (rows, heads * size).
   A size is a multiple of LANES; room is for one head's keys, and SIDE numbers a key. Rows that
   are looked for together are as many as SIDE, the last one again and again where there are none. */
INLINE void attend(const Table *asks, const Table *told, int key, int heads, int size, int causal,
                   double *room, double *out) {
    int filled = filled_to(told->rows, LANES);
    double *keys = room + SIDE * filled;
    memset(keys, 0, sizeof(double) * (size_t)size * filled);
    for (int h = 0; h < heads; h++) {
        for (int j = 0; j < told->rows; j++) {
            const double *row = told->at + (int64_t)j * told->stride + key + h * size;
            for (int d = 0; d < size; d++) keys[(int64_t)d * filled + j] = row[d];
        }
        for (int i = 0; i < asks->rows; i += SIDE) {
            const double *ask[SIDE];
            double *found[SIDE], sums[SIDE];
            int last = least(i + SIDE, asks->rows), n = causal ? last : told->rows;
            for (int r = 0; r < SIDE; r++) {
                int row = least(i + r, last - 1);
                ask[r] = asks->at + (int64_t)row * asks->stride + h * size;
                found[r] = out + ((int64_t)row * heads + h) * size;
            }
            score(ask, keys, filled_to(n, LANES), filled, size, room);
            for (int r = 0; r < SIDE; r++)
                sums[r] = shared(room + (int64_t)r * filled, causal ? least(i + r + 1, last) : n,
                                 filled_to(n, LANES));
            collect(room, filled, sums, told, n, key + (heads + h) * size, size, found);
        }
    }
}

/* ---- what is called ---- */

/* Each is compiled for every way, and chosen when it runs. */
#ifdef HAS_WIDE
#define EVERY_WAY(name, given, told)                          \
    static void name##_any given { name##_as(ANY, told); }    \
    WIDE static void name##_avx2 given { name##_as(AVX2, told); }   \
    WIDEST static void name##_vnni given { name##_as(VNNI, told); } \
    static void name given {                                  \
        Way now = way();                                      \
        if (now == VNNI)                                      \
            name##_vnni(told);                                \
        else if (now == AVX2)                                 \
            name##_avx2(told);                                \
        else                                                  \
            name##_any(told);                                 \
    }
#else
#define EVERY_WAY(name, given, told) \
    static void name given { name##_as(ANY, told); }
#endif
#define TOLD(...) __VA_ARGS__

INLINE void product_as(Way way, const float *rows, int n, const Linear *by, int16_t *room,
                       double *out) {
    for (int at = 0; at < n; at += ROWS) {
        int some = least(ROWS, n - at);
        for (int k = 0; k < some * by->in; k++)
            room[k] = (int16_t)(int32_t)rows[(int64_t)at * by->in + k];
        multiply(way, room, some, by, 0, out + (int64_t)at * by->out);
    }
}
EVERY_WAY(product, (const float *rows, int n, const Linear *by, int16_t *room, double *out),
      TOLD(rows, n, by, room, out))

INLINE void evened_as(Way way, const double *x, int n, int size, int16_t *room, float *out) {
    (void)way;
    for (int at = 0; at < n; at++) {
        even(x + (int64_t)at * size, size, room);
        for (int c = 0; c < size; c++) out[(int64_t)at * size + c] = room[c];
    }
}
EVERY_WAY(evened, (const double *x, int n, int size, int16_t *room, float *out),
      TOLD(x, n, size, room, out))

/* What rows ask for, evened before: out is (n, by->out). */
INLINE void ask(Way way, const double *x, int n, const Linear *by, int16_t *room,
                double *out) {
    for (int at = 0; at < n; at += ROWS) {
        int some = least(ROWS, n - at);
        for (int r = 0; r < some; r++)
            even(x + (int64_t)(at + r) * by->in, by->in, room + r * by->in);
        multiply(way, room, some, by, 0, out + (int64_t)at * by->out);
    }
}

/* What was found, added to the rows. */
INLINE void answer(Way way, const double *found, int n, const Linear *by, int16_t *room,
                   double *x) {
    for (int at = 0; at < n; at += ROWS) {
        int some = least(ROWS, n - at);
        step(found + (int64_t)at * by->in, some * by->in, room);
        multiply(way, room, some, by, 1, x + (int64_t)at * by->out);
    }
}

/* room: doubles for asked (n * 3 * size), found (n * size), one head's keys and a row of them. */
INLINE void look_as(Way way, double *x, int n, const Linear *asked, const Linear *out,
                    int heads, int causal, int16_t *rows, double *room) {
    int size = asked->in;
    double *found = room + (int64_t)n * 3 * size, *rest = found + (int64_t)n * size;
    Table all = {room, n, 3 * size};
    ask(way, x, n, asked, rows, room);
    attend(&all, &all, size, heads, size / heads, causal, rest, found);
    answer(way, found, n, out, rows, x);
}
EVERY_WAY(look,
      (double *x, int n, const Linear *asked, const Linear *out, int heads, int causal,
       int16_t *rows, double *room),
      TOLD(x, n, asked, out, heads, causal, rows, room))

INLINE void cross_as(Way way, double *x, int n, const Linear *asks, const Linear *out,
                     int heads, const Table *told, int16_t *rows, double *room) {
    int size = asks->in;
    double *found = room + (int64_t)n * size, *rest = found + (int64_t)n * size;
    Table all = {room, n, size};
    ask(way, x, n, asks, rows, room);
    attend(&all, told, 0, heads, size / heads, 0, rest, found);
    answer(way, found, n, out, rows, x);
}
EVERY_WAY(cross,
      (double *x, int n, const Linear *asks, const Linear *out, int heads, const Table *told,
       int16_t *rows, double *room),
      TOLD(x, n, asks, out, heads, told, rows, room))

INLINE void think_as(Way way, double *x, int n, const Linear *inner, const Linear *back,
                     const Bend *bend, int16_t *rows, double *room) {
    for (int at = 0; at < n; at += ROWS) {
        double *here = x + (int64_t)at * inner->in;
        int some = least(ROWS, n - at);
        ask(way, here, some, inner, rows, room);
        for (int k = 0; k < some * inner->out; k++) rows[k] = bend->steps[place(room[k], bend)];
        multiply(way, rows, some, back, 1, here);
    }
}
EVERY_WAY(think,
      (double *x, int n, const Linear *inner, const Linear *back, const Bend *bend, int16_t *rows,
       double *room),
      TOLD(x, n, inner, back, bend, rows, room))

/* How much each label looks at each piece, then what it makes of what they say. seen is used up;
   room: labels and labels and size. */
INLINE void read_labels_as(Way way, double *seen, int n, int labels, const double *answers,
                           int size, const double *says, const Bend *bend, double *room,
                           double *out) {
    double *most = room, *sum = room + labels, *found = sum + labels;
    (void)way;
    for (int l = 0; l < labels; l++) most[l] = seen[l], sum[l] = 0;
    for (int i = 1; i < n; i++)
        for (int l = 0; l < labels; l++) {
            double one = seen[(int64_t)i * labels + l];
            most[l] = one > most[l] ? one : most[l];
        }
    for (int i = 0; i < n; i++) {
        double *row = seen + (int64_t)i * labels;
        for (int l = 0; l < labels; l++) row[l] = power(row[l] - most[l]);
        for (int l = 0; l < labels; l++) sum[l] += row[l];
    }
    for (int l = 0; l < labels; l++) {
        double score = 0;
        for (int d = 0; d < size; d += LANES) {
            const double *row = answers + d;
            Lanes one = {0};
            for (int i = 0; i < n; i++, row += size)
                one += seen[(int64_t)i * labels + l] * *(const Lanes *)row;
            *(Lanes *)(found + d) = one / sum[l];
        }
        for (int d = 0; d < size; d++)
            score += bend->values[place(found[d], bend)] * says[(int64_t)l * size + d];
        out[l] = score;
    }
}
EVERY_WAY(read_labels,
      (double *seen, int n, int labels, const double *answers, int size, const double *says,
       const Bend *bend, double *room, double *out),
      TOLD(seen, n, labels, answers, size, says, bend, room, out))

/* Room for numbers and whole rows at once; 0 when there is no memory. */
typedef struct {
    double *numbers;
    int16_t *rows;
} Room;

static int took(Room *room, int64_t numbers, int64_t rows) {
    room->numbers = malloc((size_t)numbers * sizeof(double) + (size_t)rows * sizeof(int16_t));
    room->rows = (int16_t *)(room->numbers + numbers);
    return room->numbers != NULL;
}

/* All give 0 when there is no memory, else 1. Rows of x and of out lie one behind the other. */

/* out (n, by->out): rows (n, by->in) of whole numbers times a matrix. */
int32_t network_product(const float *rows, int32_t n, const Linear *by, double *out) {
    Room room;
    if (!took(&room, 0, (int64_t)ROWS * by->in)) return 0;
    product(rows, n, by, room.rows, out);
    free(room.numbers);
    return 1;
}

/* out (n, size): rows divided by their spread, in whole steps. */
int32_t network_evened(const double *x, int32_t n, int32_t size, float *out) {
    Room room;
    if (!took(&room, 0, size)) return 0;
    evened(x, n, size, room.rows, out);
    free(room.numbers);
    return 1;
}

/* Rows look at each other, or only at those before them. */
int32_t network_look(double *x, int32_t n, const Linear *asked, const Linear *out, int32_t heads,
                     int32_t causal) {
    Room room;
    int64_t size = asked->in;
    if (!took(&room, n * 4 * size + (n + LANES) * (size / heads + SIDE), ROWS * size)) return 0;
    look(x, n, asked, out, heads, causal, room.rows, room.numbers);
    free(room.numbers);
    return 1;
}

/* Rows look at others: told (m, 2 * size), keys and values. */
int32_t network_cross(double *x, int32_t n, const Linear *asks, const Linear *out, int32_t heads,
                      const double *told, int32_t m) {
    Room room;
    int64_t size = asks->in;
    Table table = {told, m, 2 * asks->in};
    if (!took(&room, n * 2 * size + (m + LANES) * (size / heads + SIDE), ROWS * size)) return 0;
    cross(x, n, asks, out, heads, &table, room.rows, room.numbers);
    free(room.numbers);
    return 1;
}

/* Each row for itself. */
int32_t network_think(double *x, int32_t n, const Linear *inner, const Linear *back,
                      const Bend *bend) {
    Room room;
    int64_t most = inner->in > inner->out ? inner->in : inner->out;
    if (!took(&room, ROWS * most, ROWS * most)) return 0;
    think(x, n, inner, back, bend, room.rows, room.numbers);
    free(room.numbers);
    return 1;
}

/* out (labels): seen (n, labels), which is used up, answers (n, size), says (labels, size). */
int32_t network_read(double *seen, int32_t n, int32_t labels, const double *answers,
                     int32_t size, const double *says, const Bend *bend, double *out) {
    Room room;
    if (!took(&room, 2 * (int64_t)labels + size, 0)) return 0;
    read_labels(seen, n, labels, answers, size, says, bend, room.numbers, out);
    free(room.numbers);
    return 1;
}
